import '../../widget/index.ts';
import { ProxyStub } from '../help/proxy-stub.ts';
import { asMerchant, connections, invoice, log, states, token } from './fixtures.ts';

const violations: string[] = [];
document.addEventListener('securitypolicyviolation', (event) => {
  violations.push(`${event.violatedDirective} ${event.sourceFile} ${event.sample}`);
});

const proxy = new ProxyStub()
  .on('GET /v1/invoice', asMerchant(invoice(states['bank-transfer'])))
  .on('POST /v1/invoices', { invoices: [invoice(states['bank-transfer']), asMerchant(invoice(states.paid))] })
  .on('GET /v1/invoice/log', log())
  .on('GET /v1/log', log(true))
  .on('GET /v1/connection', connections.broken!);

for (const audience of ['payer', 'merchant', 'admin'] as const) {
  const element = document.createElement('invoice-pay-button');
  element.token = token(audience);
  element.proxy = proxy.address;
  document.body.append(element);
}

const ready = setInterval(() => {
  const elements = [...document.querySelectorAll('invoice-pay-button')];
  const known = elements.every(
    ({ shadowRoot }) =>
      shadowRoot!.adoptedStyleSheets.length > 1 &&
      shadowRoot!.querySelector('[part="amount"], [part="log"] li'),
  );
  if (!known) return;
  clearInterval(ready);
  const cursors = elements.map((element) => {
    const button = element.shadowRoot!.querySelector('button, .filled')!;
    return getComputedStyle(button).cursor;
  });
  // A violation is reported a task later than it happens.
  setTimeout(() => parent.postMessage({ violations, cursors }, location.origin), 50);
}, 20);
