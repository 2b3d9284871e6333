import { announce } from './announce.ts';

/** How long the button shows that it has copied. Milliseconds. */
const SHOWN = 2_000;

/** Copies what the button names; where that is not allowed, selects the text beside it, to be copied by hand. */
export async function copy(button: HTMLButtonElement): Promise<void> {
  const { copy: text = '' } = button.dataset;
  announce('');
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    getSelection()!.selectAllChildren(button.previousElementSibling!);
    return;
  }
  announce(button.closest<HTMLElement>('[data-copied]')!.dataset.copied!);
  button.dataset.done = '';
  setTimeout(() => {
    delete button.dataset.done;
  }, SHOWN);
}
