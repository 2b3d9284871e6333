import { html } from 'hono/html';
import type { Language } from '../../proxy/texts/languages.ts';
import type { brands } from './brands.ts';
import { invoices } from './invoices.ts';
import { type AdminState, admin, type ElementState, merchant, payer } from './states.ts';

/** One state of the pay page, in a frame that grows as high as its page. */
export function payPage(name: string, language: Language, brand: keyof typeof brands = 'usual') {
  return html`<iframe src="/page/${brand}/${name}?lang=${language}" scrolling="no"></iframe>`;
}

/** One state of the element, asking a proxy of its own. */
export function element(name: string, view: 'payer' | 'merchant' | 'admin') {
  const states: Record<string, Partial<ElementState & AdminState>> = { payer, merchant, admin }[
    view
  ] as never;
  const { press = '', unfolded = false, typed, isReadOnly = false } = states[name] ?? {};
  return html`<invoice-pay-button proxy="/${view}/${name}" token="${tokenOf(view, isReadOnly)}" data-press="${press}" data-typed="${JSON.stringify(typed ?? {})}"${unfolded && html` data-unfolded`}>${view !== 'admin' && html`<a href="https://pay.example.com/pay/k3x7">Pay invoice 2026-0042</a>`}</invoice-pay-button>`;
}

const AUDIENCES = { payer: 'invoice-pay', merchant: 'invoice-pay:manage', admin: 'invoice-pay:admin' };

/** As the element reads it; nobody has signed it. */
function tokenOf(view: keyof typeof AUDIENCES, isLongLived: boolean): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256' })}.${part({ aud: AUDIENCES[view], sub: invoices.open!.id, iat: isLongLived ? 0 : 4e9 - 3600, exp: 4e9 })}.unsigned`;
}
