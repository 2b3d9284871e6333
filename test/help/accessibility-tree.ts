/** What a page says to screen readers, as the browser tells it. */
import type { CDPSession, Page, Protocol } from 'puppeteer-core';

export type Node = Protocol.Accessibility.AXNode;

/** The nodes that are not hidden, in reading order. */
export async function visibleNodes(session: CDPSession): Promise<Node[]> {
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const inOrder = (node: Node): Node[] => [
    ...(node.ignored ? [] : [node]),
    ...(node.childIds ?? []).flatMap((id) => inOrder(byId.get(id) ?? { nodeId: id, ignored: true })),
  ];
  return nodes[0] ? inOrder(nodes[0]) : [];
}

/** @returns false if the node has left the page before the click */
export async function click(page: Page, session: CDPSession, backendNodeId: number): Promise<boolean> {
  try {
    await session.send('DOM.scrollIntoViewIfNeeded', { backendNodeId });
    const { quads } = await session.send('DOM.getContentQuads', { backendNodeId });
    const [left = 0, top = 0, right = 0, , , bottom = 0] = quads[0] ?? [];
    await page.mouse.click((left + right) / 2, (top + bottom) / 2);
    return quads.length > 0;
  } catch (error) {
    if (/Could not find node|No node with given id|does not have a layout/i.test(String(error))) return false;
    throw error;
  }
}

export const nameOf = ({ name }: Node): string => String(name?.value ?? '');
export const roleOf = ({ role }: Node): string => String(role?.value ?? '');
export const isText = (node: Node) => roleOf(node) === 'StaticText';
export const isImage = (node: Node) => roleOf(node) === 'image';
export const isCalled = (role: string, name: string) => (node: Node) =>
  roleOf(node) === role && plain(nameOf(node)) === name;

/** Any white space as single blanks. */
export const plain = (text: string) => text.replace(/[\s\u00a0\u202f]+/g, ' ').trim();
