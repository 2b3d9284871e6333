/**
 * Every state of the element at a glance, without a proxy:
 * `gallery.html?view=payer|merchant|admin&width=280&scheme=light|dark&lang=en|nl|de`.
 */
import '../../widget/index.ts';
import type { InvoiceView } from '../../proxy/types.ts';
import { asMerchant, connections, invoice, log, merchantStates, NOW, states, token } from './fixtures.ts';

const query = new URLSearchParams(location.search);
const view = (query.get('view') ?? 'payer') as 'payer' | 'merchant' | 'admin';
const { documentElement: root } = document;
root.lang = query.get('lang') ?? 'en';
root.className = query.get('scheme') ?? '';
root.style.setProperty('--width', `${query.get('width') ?? 400}px`);

Date.now = () => NOW;

const error = {
  error: {
    code: 'store_unavailable',
    message: 'The payment service is not available.',
    reference: 'k7m2-9xqd',
  },
};

/** Each element has a proxy of its own, named after its state. */
globalThis.fetch = async (input) => {
  const { hostname, pathname } = new URL(String(input));
  const state = hostname.split('.')[0]!;
  if (state === 'loading') return new Promise(() => {});
  if (state === 'error') return Response.json(error, { status: 503 });
  if (pathname === '/v1/connection') return Response.json(connections[state]);
  if (pathname.endsWith('/log')) return Response.json(log(view === 'admin'));
  return Response.json(viewOf(state));
};

function viewOf(state: string): InvoiceView {
  const plain = invoice(states[state] ?? merchantStates[state], root.lang);
  return view === 'merchant' ? asMerchant(plain) : plain;
}

const shown = {
  payer: ['loading', 'error', ...Object.keys(states)],
  merchant: ['loading', 'error', ...Object.keys(states), ...Object.keys(merchantStates)],
  admin: ['loading', 'error', ...Object.keys(connections)],
}[view];

for (const state of query.get('states')?.split(',') ?? shown) {
  const figure = document.createElement('figure');
  const caption = document.createElement('figcaption');
  const element = document.createElement('invoice-pay-button');
  caption.textContent = state;
  element.token = token(view, state);
  element.proxy = `https://${state}.example`;
  const link = document.createElement('a');
  link.href = 'https://pay.example/pay/k3x7';
  link.textContent = 'Pay invoice 2026-0042';
  element.append(link);
  figure.append(caption, element);
  document.body.append(figure);
}

if (query.has('open')) {
  await new Promise((resolve) => setTimeout(resolve, 300));
  for (const element of document.querySelectorAll('invoice-pay-button')) {
    for (const details of element.shadowRoot!.querySelectorAll('details')) details.open = true;
  }
}
