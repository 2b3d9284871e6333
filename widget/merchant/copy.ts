/**
 * Puts text on the clipboard. Where the browser refuses, as on a page without https or in a frame without the
 * permission, the link is selected for copying by hand.
 *
 * @returns whether it is on the clipboard
 */
export async function copy(text: string, root: ShadowRoot): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const link = root.querySelector('[part="link"]');
    if (link) getSelection()?.selectAllChildren(link);
    return false;
  }
}
