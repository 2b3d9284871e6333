import { Hono } from 'hono';
import type { Parts } from '../parts.ts';

/** What people see. */
export function pages(_parts: Parts): Hono {
  return new Hono();
}
