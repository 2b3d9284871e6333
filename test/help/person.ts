import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, CDPSession, Page, Protocol } from 'puppeteer-core';

/** How long a person waits for what should be there. Milliseconds. */
const PATIENCE = 20_000;
const BETWEEN_LOOKS = 50;

type Node = Protocol.Accessibility.AXNode;

/**
 * Somebody at a browser who knows what can be seen and heard: words, and what is a button, a link or a choice. All of it
 * comes from the accessibility tree, which needs no script on the page and shows what screen readers get.
 */
export type Person = {
  page: Page;
  opens(link: string): Promise<void>;
  /** Waits until each of these can be read. */
  reads(...wanted: (string | RegExp)[]): Promise<void>;
  /** Waits until there is something of this role and name. */
  sees(role: string, name: string): Promise<void>;
  /** Whether there is at this moment. */
  has(role: string, name: string): Promise<boolean>;
  /** What is called by that role at this moment. */
  names(role: string): Promise<string[]>;
  presses(name: string, role?: string): Promise<void>;
  /** Reaches it by the Tab key, and presses Enter. */
  tabsTo(name: string, role?: string): Promise<void>;
  /** All that can be read at this moment, on one line. */
  text(): Promise<string>;
  title(): Promise<string>;
  /** Lets the page use the clipboard, as people do who see it. */
  mayCopy(): Promise<void>;
  /** What was copied. */
  copied(): Promise<string>;
  /** Presses a button that has the browser print. */
  asksForPaper(name: string): Promise<void>;
  /** What would be on paper. */
  prints(): Promise<{ sheets: number; text: string; images: string[] }>;
  leaves(): Promise<void>;
};

export async function createPerson(
  browser: Browser,
  { language = 'en', script = true }: { language?: string; script?: boolean } = {},
): Promise<Person> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setExtraHTTPHeaders({ 'accept-language': language });
  if (!script) await page.setJavaScriptEnabled(false);
  const session = await page.createCDPSession();
  await session.send('Accessibility.enable');

  const look = () => visibleNodes(session);
  const text = async () => plain((await look()).filter(isText).map(nameOf).join(' '));
  const find = async (role: string, name: string) => (await look()).find(isCalled(role, name));

  const person: Person = {
    page,
    text,
    async opens(link) {
      await page.goto(link);
    },
    async reads(...wanted) {
      const isThere = (said: string) => wanted.filter((part) => !matches(said, part));
      await waitUntil(
        async () => isThere(await text()).length === 0,
        async () => `${isThere(await text()).join(' | ')} to be read in: ${await text()}`,
      );
    },
    async sees(role, name) {
      await waitUntil(
        () => person.has(role, name),
        async () => `a ${role} “${name}” on: ${await text()}`,
      );
    },
    has: async (role, name) => (await find(role, name)) !== undefined,
    async names(role) {
      const named = (await look()).filter((node) => roleOf(node) === role);
      return named.map((node) => plain(nameOf(node)));
    },
    async presses(name, role = 'button') {
      await page.bringToFront();
      await waitUntil(
        async () => {
          const node = await find(role, name);
          return node !== undefined && click(page, session, node.backendDOMNodeId!);
        },
        async () => `a ${role} “${name}” to press on: ${await text()}`,
      );
    },
    async tabsTo(name, role = 'button') {
      await page.bringToFront();
      const isFocused = (node: Node) =>
        isCalled(role, name)(node) &&
        node.properties?.some((one) => one.name === 'focused' && one.value.value);
      await person.sees(role, name);
      await waitUntil(
        async () => {
          if ((await look()).some(isFocused)) return true;
          await page.keyboard.press('Tab');
          return (await look()).some(isFocused);
        },
        async () => `a ${role} “${name}” that Tab reaches on: ${await text()}`,
      );
      // Not waited for: a page that goes away may never answer for its keys.
      page.keyboard.press('Enter').catch(() => {});
    },
    async title() {
      const { nodes } = await session.send('Accessibility.getFullAXTree');
      return plain(nameOf(nodes[0]!));
    },
    mayCopy: () =>
      context.overridePermissions(new URL(page.url()).origin, [
        'clipboard-read',
        'clipboard-write',
        'clipboard-sanitized-write',
      ]),
    copied: () => page.evaluate(() => navigator.clipboard.readText()),
    async asksForPaper(name) {
      const asked = page.evaluate(
        () =>
          new Promise<void>((resolve) => {
            window.print = () => resolve();
          }),
      );
      await person.presses(name);
      await asked;
    },
    async prints() {
      const pdf = Buffer.from(await page.pdf({ format: 'A4', waitForFonts: false })).toString('latin1');
      await page.emulateMediaType('print');
      const onPaper = { text: await text(), images: (await look()).filter(isImage).map(nameOf) };
      await page.emulateMediaType();
      return { sheets: pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0, ...onPaper };
    },
    leaves: () => context.close(),
  };
  return person;
}

/** What is not hidden, in the order of reading. */
async function visibleNodes(session: CDPSession): Promise<Node[]> {
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const inOrder = (node: Node): Node[] => [
    ...(node.ignored ? [] : [node]),
    ...(node.childIds ?? []).flatMap((id) => inOrder(byId.get(id) ?? { nodeId: id, ignored: true })),
  ];
  return nodes[0] ? inOrder(nodes[0]) : [];
}

/** False where it is no longer there to be clicked. */
async function click(page: Page, session: CDPSession, backendNodeId: number): Promise<boolean> {
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

async function waitUntil(holds: () => Promise<boolean>, wanted: () => Promise<string>): Promise<void> {
  const end = Date.now() + PATIENCE;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${await wanted()}`);
    await pause(BETWEEN_LOOKS);
  }
}

const nameOf = ({ name }: Node): string => String(name?.value ?? '');
const roleOf = ({ role }: Node): string => String(role?.value ?? '');
const isText = (node: Node) => roleOf(node) === 'StaticText';
const isImage = (node: Node) => roleOf(node) === 'image';
const isCalled = (role: string, name: string) => (node: Node) =>
  roleOf(node) === role && plain(nameOf(node)) === name;

const matches = (said: string, wanted: string | RegExp) =>
  typeof wanted === 'string' ? said.includes(wanted) : wanted.test(said);

/** Blanks are blanks to a reader. */
const plain = (text: string) => text.replace(/[\s\u00a0\u202f]+/g, ' ').trim();
