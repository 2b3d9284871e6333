import { ProxyError } from '../errors.ts';
import { authenticate } from '../http/authentication.ts';
import { readJson } from '../http/body.ts';
import { type AppContext, type Handler, translatorOf } from '../http/context.ts';
import { respond, respondJson } from '../http/respond.ts';
import { HOUR, SECOND } from '../lib/clock.ts';
import { connectionBody } from '../schemas/requests.ts';
import type { Services } from './help/services.ts';

/** For how long a token that changes a connection may have been signed. Seconds. */
const MAX_LIFE = HOUR / SECOND;

/** `GET /v1/connection`: can invoices of the account be paid, and if not, what to do. */
export function checkConnection(services: Services): Handler {
  return async (c) => {
    const { account } = await authenticate(c, services.verify, ['admin']);
    return respondJson(c, await services.connection.check(account, translatorOf(c)));
  };
}

/** `PUT /v1/connection`: connects, pauses and brands an account. */
export function changeConnection(services: Services): Handler {
  return async (c) => {
    const account = await accountToChange(c, services);
    const wish = await readJson(c, connectionBody);
    await services.connectionChanges.change(account, wish);
    return respondJson(c, await services.connection.checkChanged(account, translatorOf(c)));
  };
}

/** `DELETE /v1/connection`: forgets the keys of an account. */
export function disconnect(services: Services): Handler {
  return async (c) => {
    await services.connectionChanges.disconnect(await accountToChange(c, services));
    return respond(c, null, { status: 204 });
  };
}

/** A token that lives long may be in many hands: it reads, and changes nothing. */
async function accountToChange(c: AppContext, { verify }: Services): Promise<string> {
  const { account, life } = await authenticate(c, verify, ['admin']);
  if (life > MAX_LIFE) {
    const cause = new Error('a token that changes a connection may live for an hour at most');
    throw new ProxyError('wrong_audience', { cause });
  }
  return account;
}
