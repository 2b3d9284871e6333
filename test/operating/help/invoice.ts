import assert from 'node:assert/strict';
import type { CreatedView, InvoiceView } from '../../../shared/api.ts';
import { INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET, signToken } from '../../help/stage.ts';

/** What every proxy needs, beside where it is and what it stores in. */
export const SECRETS = { MOLLIE_API_KEY: MOLLIE_KEY, INVOICE_SECRET, PROXY_SECRET };

/** What a merchant's back end asks of a proxy at an address, about one invoice over 121.00. */
export function invoiceAt(address: string, sub: string) {
  async function ask<T>(method: string, path: string): Promise<T> {
    const token = await signToken(Date.now(), { sub, aud: 'invoice-pay:manage' });
    const answer = await fetch(address + path, { method, headers: { authorization: `Bearer ${token}` } });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${await answer.clone().text()}`);
    return (await answer.json()) as T;
  }
  return {
    state: () => ask<InvoiceView>('PUT', '/v1/invoice'),
    see: () => ask<InvoiceView>('GET', '/v1/invoice'),
    refresh: () => ask<InvoiceView>('POST', '/v1/invoice/refresh'),
    create: () => ask<CreatedView>('POST', '/v1/invoice/payments'),
  };
}
