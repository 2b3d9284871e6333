/** A page that has the element, registered or under a name of its own. */
import 'invoice-pay-button';
import { InvoicePayButton, type InvoicePayEventMap, type InvoiceView } from 'invoice-pay-button/element.js';

const element: InvoicePayButton = document.createElement('invoice-pay-button');
element.token = null;
element.tokenUrl = '/token';
element.addEventListener('invoice-pay-status', ({ invoice, previous }) => {
  const views: (InvoiceView | null)[] = [invoice, previous];
  console.log(views);
});
document.addEventListener('invoice-pay-redirect', (event) => {
  const address: string = event.url;
  event.preventDefault();
  console.log(address);
});
const names: (keyof InvoicePayEventMap)[] = [
  'invoice-pay-created',
  'invoice-pay-copied',
  'invoice-pay-error',
];
console.log(names, document.querySelector('invoice-pay-button')?.invoice?.status === 'partially_paid');

const methods: readonly { id: string; label: string }[] = element.invoice?.methods ?? [];
console.log(methods);

// @ts-expect-error it is told by the proxy, and set by nobody
element.invoice = null;
// @ts-expect-error there is no such status
console.log(element.status === 'partly_paid');
// @ts-expect-error a link is copied, not an address
element.addEventListener('invoice-pay-copied', ({ url }) => console.log(url));

customElements.define('pay-here', class extends InvoicePayButton {});
