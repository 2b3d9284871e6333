import { Hono } from 'hono';
import { MollieError } from '../errors.ts';
import { faultsAround, faultsWithin } from '../middleware/api-faults.ts';
import { authentication } from '../middleware/authentication.ts';
import { idempotency } from '../middleware/idempotency.ts';
import { rateLimit } from '../middleware/rate-limit.ts';
import { requestLogging } from '../middleware/request-logging.ts';
import type { Parts } from '../parts.ts';
import { captureRoutes } from './captures.ts';
import type { ApiEnv } from './env.ts';
import { paymentRoutes } from './payments.ts';
import { methodRoutes, profileRoutes } from './profile.ts';
import { chargebackRoutes, refundRoutes } from './reversals.ts';

/** How many idempotency keys are remembered. */
const KEYS = 20_000;

/** What each resource can be asked. */
const ALLOWED: Record<string, readonly string[]> = {
  '/payments': ['GET', 'POST'],
  '/payments/:id': ['GET', 'PATCH', 'DELETE'],
  '/payments/:id/refunds': ['GET', 'POST'],
  '/payments/:id/refunds/:refund': ['GET', 'DELETE'],
  '/payments/:id/chargebacks': ['GET'],
  '/payments/:id/chargebacks/:chargeback': ['GET'],
  '/payments/:id/captures': ['GET'],
  '/payments/:id/captures/:capture': ['GET'],
  '/methods': ['GET'],
  '/methods/:id': ['GET'],
  '/profiles/:id': ['GET'],
};

/** `/v2`, as far as payments of invoices go. */
export function api(parts: Parts): Hono<ApiEnv> {
  const { clock, faults, settings, organizations } = parts;
  const app = new Hono<ApiEnv>();
  app.use(
    requestLogging(parts),
    faultsAround(faults),
    rateLimit(settings),
    authentication(organizations),
    idempotency({ clock, capacity: KEYS }),
    faultsWithin(faults),
  );
  app.route('/payments', paymentRoutes(parts));
  app.route('/payments', refundRoutes(parts));
  app.route('/payments', chargebackRoutes(parts));
  app.route('/payments', captureRoutes(parts));
  app.route('/methods', methodRoutes(parts));
  app.route('/profiles', profileRoutes(parts));
  for (const [path, methods] of Object.entries(ALLOWED)) {
    app.all(path, (c, next) => (methods.includes(c.req.method) ? next() : notAllowed(methods)));
  }
  app.all('*', () => {
    throw new MollieError(404, 'The resource does not exist');
  });
  app.onError((error) => {
    if (error instanceof MollieError) return error.toResponse();
    console.error('mollie simulator:', error);
    return new MollieError(500, 'An internal error occurred').toResponse();
  });
  return app;
}

function notAllowed(methods: readonly string[]): never {
  throw new MollieError(405, 'The method is not supported by this resource', undefined, {
    allow: methods.join(', '),
  });
}
