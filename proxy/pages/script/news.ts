import { announce } from './announce.ts';
import { showWallets } from './wallets.ts';

/** The part of the page that is about the invoice, and is replaced when the invoice changes. */
export function mainPart(): HTMLElement {
  return document.querySelector('main')!;
}

/** Shows the page as the server has it now, and tells screen readers. Returns false where nothing has changed. */
export function showNews(page: Document): boolean {
  const before = mainPart();
  const after = page.querySelector('main');
  const isSame = !after?.dataset.state || after.dataset.state === before.dataset.state;
  if (isSame || before.querySelector('[data-busy]')) return false;
  const { activeElement } = document;
  const hadFocus = before.contains(activeElement);
  keepMessage(before, after);
  for (const fallback of after.querySelectorAll('noscript')) fallback.remove();
  showWallets(after);
  before.replaceWith(document.adoptNode(after));
  document.title = page.title;
  if (hadFocus) counterpart(after, activeElement!).focus({ preventScroll: true });
  announce(newsIn(after));
  return true;
}

/** What a customer was told about the amount stays true as long as that amount is asked. */
function keepMessage(before: Element, after: Element): void {
  const amountAsked = (main: Element) => main.querySelector<HTMLInputElement>('[name=expect]')?.value;
  const message = before.querySelector('[data-lasting]');
  if (!message || amountAsked(before) !== amountAsked(after)) return;
  // It was read when it came.
  message.removeAttribute('role');
  (after.querySelector('.amount') ?? after.querySelector('h1')!).after(message);
}

/** The link or button of the same name in the new part, or its heading. */
function counterpart(after: Element, focused: Element): HTMLElement {
  const nameOf = ({ ariaLabel, textContent }: Element) => ariaLabel ?? textContent;
  const controls = [...after.querySelectorAll<HTMLElement>('a, button')];
  return controls.find((control) => nameOf(control) === nameOf(focused)) ?? after.querySelector('h1')!;
}

/** In sentences. A heading that has received the focus is read anyway. */
function newsIn(after: Element): string {
  const parts = [...after.querySelectorAll('.status, h1:not(:focus), .amount, .message p:first-child')];
  return parts.map(({ textContent }) => textContent.replace(/[.]?$/, '.')).join(' ');
}
