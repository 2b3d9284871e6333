import type { InvoicePayButton } from '../../widget/element/invoice-pay-button.ts';
import { until } from './expect.ts';

/** Puts an element on the page. @param content its light tree, such as a fallback link */
export function mount(facts: Partial<InvoicePayButton>, content = ''): InvoicePayButton {
  const element = document.createElement('invoice-pay-button');
  Object.assign(element, facts);
  const template = document.createElement('template');
  template.innerHTML = content;
  element.append(template.content);
  document.body.append(element);
  return element;
}

/** Whether its first status shows, and what a first status can do without has come too. */
export function isComplete(element: Element): boolean {
  return part(element, 'amount') !== null && element.shadowRoot!.querySelector('[role="group"]') !== null;
}

/** Puts an element on the page and waits until it is complete. */
export async function mounted(facts: Partial<InvoicePayButton>, content = ''): Promise<InvoicePayButton> {
  const element = mount(facts, content);
  await until(() => isComplete(element), 'a first status');
  return element;
}

export function unmountAll(): void {
  for (const element of document.querySelectorAll('invoice-pay-button')) element.remove();
}

/** What has this part's name; null where nothing does. */
export function part(element: Element, name: string): HTMLElement | null {
  return element.shadowRoot!.querySelector(`[part~="${name}"]`);
}

/** Presses a button as soon as it can be pressed. */
export async function press(element: Element, name: string): Promise<void> {
  await until(() => part(element, name)?.ariaDisabled === 'false', `a ${name} that can be pressed`, 4_000);
  part(element, name)!.click();
}

/** What people read in the element, on one line. */
export function text(element: Element): string {
  const box = element.shadowRoot?.querySelector('.box');
  return box ? words(box) : '';
}

/** What was last spoken to those who do not see. */
export function spoken(element: Element): string {
  return words(element.shadowRoot!.querySelector('[role="status"]')!);
}

/** The next event of this type, from anywhere on the page. */
export function next<T extends Event>(type: string): Promise<T> {
  return new Promise((resolve) => {
    document.addEventListener(type, (event) => resolve(event as T), { once: true });
  });
}

/** Its text as it is read: a blank between elements, and for every run of white space. */
export function words(element: Element): string {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let all = '';
  while (texts.nextNode()) all += ` ${texts.currentNode.nodeValue}`;
  return all.replace(/\s+/g, ' ').trim();
}
