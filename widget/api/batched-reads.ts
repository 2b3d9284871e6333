import { ApiError, call } from './client.ts';

/** The most tokens that the proxy takes in one request. */
const BATCH = 100;

/** Up to so many invoices are asked for one by one; with more, one request asks for all of them. */
const ALONE = 3;

/** How long questions are collected before they are sent together, in milliseconds. */
const GATHERING = 5;

type Ask = { token: string; resolve: (view: unknown) => void; reject: (error: unknown) => void };

const waiting = new Map<string, Ask[]>();

/**
 * Reads an invoice. What all elements of a page ask at the same time goes out together, so that a list of
 * 200 makes two requests. A few are asked for one by one: there the proxy asks Mollie, too.
 *
 * @param base the proxy's address, with a slash at its end
 * @returns what was answered, by whoever did
 */
export function readInvoice(base: string, token: string, language: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const key = `${language} ${base}`;
    const asks = waiting.get(key) ?? [];
    if (asks.push({ token, resolve, reject }) > 1) return;
    waiting.set(key, asks);
    setTimeout(() => {
      waiting.delete(key);
      const size = asks[ALONE] ? BATCH : 1;
      while (asks[0]) send(base, language, asks.splice(0, size));
    }, GATHERING);
  });
}

async function send(base: string, language: string, asks: Ask[]): Promise<void> {
  try {
    const tokens = asks.map(({ token }) => token);
    const [token, another] = tokens;
    const views = another
      ? ((await call({ url: `${base}v1/invoices`, language, body: { tokens } })) as { invoices?: unknown })
          ?.invoices
      : [await call({ url: `${base}v1/invoice`, language, token: token! })];
    asks.forEach(({ resolve, reject }, i) => {
      const view = Object(views)[i];
      if (view?.error) reject(new ApiError('unreachable', view));
      else resolve(view);
    });
  } catch (error) {
    for (const { reject } of asks) reject(error);
  }
}
