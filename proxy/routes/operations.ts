import { authenticate, type Handler, type Services, speechOf } from './context.ts';

/** `GET /v1/connection`: can invoices be paid, and if not, what to do. */
export function connectionCheck(services: Services): Handler {
  return async (c) => {
    await authenticate(c, services.verify, ['admin']);
    return c.json(await services.connection.check(speechOf(c)));
  };
}

/** `GET /health`: the process is alive. */
export function health(): Handler {
  return async (c) => c.json({ status: 'ok' });
}

/** `GET /ready`: the store takes writes, and has not lost what Mollie knows. */
export function ready({ store, payments }: Services): Handler {
  return async (c) => {
    await store.ready();
    await payments.prepare();
    return c.json({ status: 'ready' });
  };
}
