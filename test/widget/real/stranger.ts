import { part, text } from '../../help/element.ts';
import { until } from '../../help/expect.ts';

const { proxy, token } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
const element = document.querySelector('invoice-pay-button')!;
element.addEventListener('invoice-pay-error', async ({ code }) => {
  await until(() => part(element, 'message'), 'a reason');
  const fallback = Boolean(element.querySelector('a')!.assignedSlot);
  parent.postMessage({ code, words: text(element), fallback }, '*');
});
// The script itself is for everyone.
await import(`${proxy}/invoice-pay-button.js`);
element.token = token!;
