import { Hono } from 'hono';
import type { Parts } from '../parts.ts';
import { checkoutPages } from './checkout.ts';
import { dashboardPages } from './dashboard.ts';
import { notFoundPage } from './errors.ts';

/** What people see: plain pages and forms, without script. */
export function pages(parts: Parts): Hono {
  const app = new Hono();
  app.route('/checkout', checkoutPages(parts));
  app.route('/', dashboardPages(parts));
  app.all('*', (c) => notFoundPage(c));
  return app;
}
