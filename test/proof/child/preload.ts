/**
 * Loaded into a proxy's process before the proxy: puts a watched store in the place of its own, and can end the
 * process at any step of what it does. The proxy's own code is as it is served.
 *
 * - PROOF_JOURNAL: a file to which everything is appended that the process decides, writes and is answered by Mollie
 * - PROOF_NAIVE: the store forgets to compare before it writes
 * - PROOF_HASTE: the background rests a tenth of its time only
 * - PROOF_AHEAD: how far the clock is ahead, in milliseconds
 * - the message `{killAt: n, marks, ahead}` ends the process at the nth step about one invoice from then on
 */
import { registerHooks } from 'node:module';
import { note } from './journal.ts';
import { pass } from './steps.ts';

const STORE = new URL('../../../proxy/store/index.ts', import.meta.url).href;
const WATCHED = new URL('./watched-store.ts', import.meta.url).href;
const NODE = new URL('../../../proxy/node/serve.ts', import.meta.url).href;
const HASTY = new URL('./hasty-timers.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    const isItsTimer = specifier === 'node:timers/promises' && context.parentURL === NODE;
    if (process.env.PROOF_HASTE && isItsTimer) return { url: HASTY, shortCircuit: true };
    const resolved = next(specifier, context);
    return resolved.url === STORE && context.parentURL !== WATCHED ? { ...resolved, url: WATCHED } : resolved;
  },
});

const send = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const { url, method } = input instanceof Request ? input : { url: String(input), method: 'GET' };
  const what = `${init?.method ?? method} ${new URL(url).pathname.replace(/tr_\w+/, '…')}`;
  const { headers } = input instanceof Request ? input : new Request(url, { headers: init?.headers ?? {} });
  const about = `${url} ${init?.body} ${headers.get('authorization')}`;
  pass(`before ${what}`, about);
  const response = await send(input, init);
  pass(`after ${what}`, about);
  if (url.startsWith(`${process.env.MOLLIE_API_ENDPOINT}/`)) {
    const request = `${init?.method ?? method} ${new URL(url).pathname}`;
    note({ did: 'hear', request, status: response.status, about });
  }
  return response;
};
