import type { InvoiceView } from '../../shared/api.ts';

/** The proxy on the page's own origin. */
export const PROXY = `${location.origin}/`;

export type Claims = Record<string, unknown>;

/** An invoice that no other test knows of: € 121.00, of which € 21.00 were paid elsewhere. */
export function newInvoice(): Claims {
  return { sub: crypto.randomUUID(), rev: 1, total: '121.00', paidElsewhere: '21.00' };
}

/** Where the host's back end answers a token with these claims. */
export function tokenUrl(claims: Claims): string {
  return `/_host/token?claims=${encodeURIComponent(JSON.stringify(claims))}`;
}

async function token(claims: Claims): Promise<string> {
  return (await fetch(tokenUrl(claims))).text();
}

export const payerToken = (claims: Claims) => token({ ...claims, aud: 'invoice-pay' });
export const merchantToken = (claims: Claims) => token({ ...claims, aud: 'invoice-pay:manage' });
export const adminToken = (claims: Claims = {}) => token({ ...claims, aud: 'invoice-pay:admin' });

/** Facts that the host's back end stores, as from another computer. */
export async function put(claims: Claims): Promise<InvoiceView> {
  const headers = { authorization: `Bearer ${await merchantToken(claims)}` };
  return (await fetch('/v1/invoice', { method: 'PUT', headers })).json();
}

/** Where the servers on other origins are. */
export async function addresses(): Promise<{ simulator: string; secondOrigin: string }> {
  return (await fetch('/_host/addresses')).json();
}

/** Mollie's side: what customers, banks and bad luck do. */
export const mollie = {
  /** Ends a payment in a status, as its customer would. */
  settle: (id: string, status: string) => control('POST', `payments/${id}/status`, { status }),
  /** Chooses a method at the checkout, as its customer would. */
  choose: (id: string, method: string) => control('POST', `payments/${id}/method`, { method }),
  refund: (id: string, amount: string) => control('POST', `payments/${id}/refunds`, { amount }),
  chargeBack: (id: string, amount: string) => control('POST', `payments/${id}/chargebacks`, { amount }),
  /** The id of the payment that was created last. */
  async newest(): Promise<string> {
    const { payments } = await (await fetch('/_simulator/payments')).json();
    return payments[0].id;
  },
  /** A merchant with one profile, who is new at Mollie. */
  async merchant(name: string): Promise<{ profileId: string; testKey: string; liveKey: string }> {
    const body = JSON.stringify({ name });
    const response = await fetch('/_simulator/organizations', { method: 'POST', body });
    const [{ id, apiKeys }] = (await response.json()).profiles;
    return { profileId: id, testKey: apiKeys[0], liveKey: apiKeys[1] };
  },
  settings: (change: object) => control('PATCH', 'settings', change),
  loseWebhooks: () => control('POST', 'faults', { endpoint: 'webhook', kind: 'drop' }),
  mend: () => control('DELETE', 'faults'),
};

async function control(method: string, path: string, body?: object): Promise<void> {
  const response = await fetch(`/_simulator/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
}
