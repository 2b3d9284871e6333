import { SECOND } from '../lib/clock.ts';
import type { Meters } from './meters.ts';

/** What lines of the process's log have that are counted; those of level `debug` are counted whether they are shown or not. */
type Line = {
  level?: 'error' | 'warn' | 'info' | 'debug';
  code?: string;
  method?: string;
  route?: string;
  status?: number;
  ms?: number;
  via?: string;
  outcome?: string;
  limit?: string;
};

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Counts what a line of the process's log tells. Callers choose neither the number of labels nor their values. */
export function countLine(meters: Meters, line: Line): void {
  const { level, code = 'other', ms = 0, via = '', outcome = '', limit = '' } = line;
  if (code === 'request') countRequest(meters, line);
  if (code === 'look') meters.looks.inc({ via, outcome });
  if (code === 'due') meters.lateness.observe(ms / SECOND);
  if (code === 'limit') meters.limits.inc({ limit });
  if (level === 'error' || level === 'warn') meters.troubles.inc({ level, code });
}

function countRequest(
  { requests, webhooks }: Meters,
  { method: given = '', route: matched = '', status = 0, ms = 0 }: Line,
): void {
  const method = METHODS.includes(given) ? given : 'other';
  // What no route has taken was seen by those for all paths alone: `/*`, `/v1/*`.
  const route = matched.includes('*') ? 'other' : matched;
  requests.observe({ method, route, status }, ms / SECOND);
  if (method !== 'POST' || !route.startsWith('/webhooks/')) return;
  webhooks.inc({ outcome: status >= 500 ? 'failed' : status >= 400 ? 'refused' : 'accepted' });
}
