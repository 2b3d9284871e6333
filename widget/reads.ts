import type { BatchView, InvoiceView } from '../proxy/types.ts';
import { ApiError, call } from './api.ts';

/** The most tokens that the proxy takes in one request. */
const BATCH = 100;

type Ask = {
  token: string;
  resolve: (invoice: InvoiceView) => void;
  reject: (error: unknown) => void;
};

const waiting = new Map<string, Ask[]>();

/**
 * Reads an invoice. What all elements of a page ask in the same tick goes out together, so that a list of
 * 200 makes two requests. One that is alone uses the request for which the proxy looks at Mollie too.
 *
 * @param base the proxy's address, with a slash at its end
 */
export function read(base: string, token: string, language: string): Promise<InvoiceView> {
  return new Promise((resolve, reject) => {
    const ask = { token, resolve, reject };
    const key = `${language} ${base}`;
    const others = waiting.get(key);
    if (others) {
      others.push(ask);
      return;
    }
    const asks = [ask];
    waiting.set(key, asks);
    setTimeout(() => {
      waiting.delete(key);
      for (let i = 0; i < asks.length; i += BATCH) send(base, language, asks.slice(i, i + BATCH));
    });
  });
}

async function send(base: string, language: string, asks: Ask[]): Promise<void> {
  try {
    if (asks.length === 1) {
      const { token, resolve } = asks[0]!;
      resolve(await call({ method: 'GET', url: `${base}v1/invoice`, language, token }));
      return;
    }
    const body = { tokens: asks.map((ask) => ask.token) };
    const { invoices } = await call<BatchView>({ method: 'POST', url: `${base}v1/invoices`, language, body });
    asks.forEach(({ resolve, reject }, i) => {
      const answer = invoices[i]!;
      if ('error' in answer) reject(new ApiError('unreachable', answer));
      else resolve(answer);
    });
  } catch (error) {
    for (const { reject } of asks) reject(error);
  }
}
