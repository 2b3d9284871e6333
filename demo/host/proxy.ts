import type { CreatedView, ErrorBody, InvoiceView } from '../../shared/api.ts';

/** The proxy answered with an error, or not at all. */
export class ProxyRefusal extends Error {
  override name = 'ProxyRefusal';
}

/** In milliseconds; the proxy itself answers within five seconds. */
const PATIENCE = 10_000;

export type ProxyClient = ReturnType<typeof createProxyClient>;

/**
 * What the host's back end asks of the proxy. Each call rejects with a {@link ProxyRefusal}.
 *
 * @param address where the proxy listens
 */
export function createProxyClient(address: string) {
  async function call<T>(method: string, path: string, token: string): Promise<T> {
    const response = await fetch(address + path, {
      method,
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(PATIENCE),
    }).catch((cause: unknown) => {
      throw new ProxyRefusal('The payment proxy does not answer.', { cause });
    });
    const body = (await response.json()) as T & ErrorBody;
    if (!response.ok) throw new ProxyRefusal(`${body.error.message} (${body.error.reference})`);
    return body;
  }

  return {
    /** Tells what the invoice now is; takes a merchant's token. */
    put: (token: string) => call<InvoiceView>('PUT', '/v1/invoice', token),
    pay: (token: string) => call<CreatedView>('POST', '/v1/invoice/payments', token),
    refresh: (token: string) => call<InvoiceView>('POST', '/v1/invoice/refresh', token),
  };
}
