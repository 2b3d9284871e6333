import { setTimeout as wait } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { MiddlewareHandler } from 'hono';
import { type Amount, fromMinor, minorOf } from '../amounts.ts';
import type { ApiContext, ApiEnv } from '../api/env.ts';
import { MollieError } from '../errors.ts';
import type { ApiFaultKind, Fault, Faults } from '../faults.ts';
import { stillProcessing } from './idempotency.ts';
import { tooManyRequests } from './rate-limit.ts';

/** Applied around the idempotency, unlike `slow` and errors that stand for Mollie's own answer. */
const AROUND: readonly ApiFaultKind[] = [
  'hang',
  'lost',
  'html',
  'garbage',
  'wrong_amount',
  'rate_limit',
  'conflict',
  'error',
];
const WITHIN: readonly ApiFaultKind[] = ['error', 'slow'];

/**
 * What goes wrong between Mollie and its caller: what was done is done, and a repetition with the same
 * idempotency key finds it.
 */
export function faultsAround(faults: Faults): MiddlewareHandler<ApiEnv> {
  return async function befall(c, next) {
    const fault = takeFor(c, faults, AROUND, ({ kind, executed = false }) =>
      kind === 'conflict' ? c.req.method === 'POST' : kind !== 'error' || executed,
    );
    if (!fault) return next();
    if (fault.executed ?? !['hang', 'rate_limit', 'conflict'].includes(fault.kind)) await next();
    switch (fault.kind) {
      case 'rate_limit':
        throw tooManyRequests(fault.retryAfter, fault.rateLimitHeaders ? policyOf(c) : undefined);
      case 'conflict':
        throw stillProcessing();
      case 'error':
        c.res = toldToFail(fault);
        return;
      case 'hang':
        return neverAnswer(c);
      case 'lost':
        return loseAnswer(c);
      case 'html':
        c.res = new Response('<html><body><h1>502 Bad Gateway</h1></body></html>', {
          status: 200,
          headers: { 'content-type': 'text/html' },
        });
        return;
      case 'garbage':
        c.res = new Response('{"resource":"paym', { status: c.res.status, headers: c.res.headers });
        return;
      default:
        c.res = await withOtherAmount(c.res);
    }
  };
}

/**
 * What goes wrong inside Mollie, while the idempotency key is held: slowness, and errors. Those of the
 * caller are remembered with the key, as Mollie does; those of the server are not.
 */
export function faultsWithin(faults: Faults): MiddlewareHandler<ApiEnv> {
  return async function befallWithin(c, next) {
    const fault = takeFor(c, faults, WITHIN, ({ kind, executed = false }) => kind === 'slow' || !executed);
    if (fault?.kind === 'slow') await wait(fault.ms ?? 1000, undefined, { ref: false });
    if (fault?.kind !== 'error') return next();
    c.res = toldToFail(fault);
  };
}

/** `get-v2-payments`, as Mollie names its limits. */
function policyOf({ req }: ApiContext): string {
  return `${req.method.toLowerCase()}-v2-${req.path.split('/')[2]}`;
}

function toldToFail({ status = 500 }: Fault): Response {
  return new MollieError(Number(status), 'The simulator was told to fail').toResponse();
}

function takeFor(
  c: ApiContext,
  faults: Faults,
  kinds: readonly ApiFaultKind[],
  applies: (fault: Fault) => boolean,
): Fault | undefined {
  const logged = c.get('logged');
  const fault =
    logged.endpoint === null ? undefined : faults.take(logged.endpoint, kinds, logged.profileId, applies);
  if (fault) logged.fault = fault.kind;
  return fault;
}

function socketOf(c: ApiContext) {
  const outgoing = c.env.outgoing;
  if (!outgoing) throw new Error('only a request through a socket can hang or be lost');
  return outgoing;
}

async function neverAnswer(c: ApiContext): Promise<Response> {
  const outgoing = socketOf(c);
  if (!outgoing.destroyed) await new Promise((resolve) => outgoing.once('close', resolve));
  return RESPONSE_ALREADY_SENT;
}

function loseAnswer(c: ApiContext): Response {
  socketOf(c).destroy();
  return RESPONSE_ALREADY_SENT;
}

/** The same answer about one unit of money more. */
async function withOtherAmount(response: Response): Promise<Response> {
  const body = (await response.json()) as { amount?: Amount };
  if (body.amount) body.amount = fromMinor(minorOf(body.amount) + 100, body.amount.currency);
  return new Response(JSON.stringify(body), { status: response.status, headers: response.headers });
}
