import { Hono, type MiddlewareHandler } from 'hono';
import { MollieError } from '../errors.ts';
import type { Parts } from '../parts.ts';
import type { ControlEnv } from './env.ts';
import { organizationControl } from './organizations.ts';
import { paymentControl } from './payments.ts';
import { worldControl } from './world.ts';

/** `/_simulator`: JSON in and out, for tests and other programs on the same machine. */
export function controlRoutes(parts: Parts): Hono<ControlEnv> {
  const app = new Hono<ControlEnv>();
  app.use(loopbackOnly);
  app.route('/', worldControl(parts));
  app.route('/', organizationControl(parts.organizations));
  app.route('/payments', paymentControl(parts));
  app.onError((error, c) => {
    if (error instanceof MollieError) return error.toResponse();
    if (error instanceof TypeError || error instanceof SyntaxError)
      return c.json({ error: error.message }, 400);
    if (error instanceof RangeError) return c.json({ error: error.message }, 404);
    throw error;
  });
  return app;
}

const loopbackOnly: MiddlewareHandler<ControlEnv> = async (c, next) => {
  const address = c.env?.incoming?.socket.remoteAddress ?? '127.0.0.1';
  if (!/^(::1|(::ffff:)?127\.)/.test(address)) return c.json({ error: 'loopback only' }, 403);
  return next();
};
