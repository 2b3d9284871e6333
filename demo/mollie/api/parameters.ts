import { MollieError, unprocessable } from '../errors.ts';
import type { ApiContext } from './env.ts';

export type Parameters = Record<string, unknown>;

type Place = 'body' | 'query';

/**
 * `amount[value]=10.00` as `{ amount: { value: '10.00' } }`, in queries and form bodies.
 * @throws MollieError where a name stands for a text, a list and an object at once.
 */
function nested(flat: URLSearchParams, place: Place): Parameters {
  const parameters = new Map<string, unknown>();
  for (const [name, value] of flat) {
    const [, outer = name, inner] = /^(\w+)\[(\w*)\]$/.exec(name) ?? [];
    const shape = inner === undefined ? 'text' : inner === '' ? 'list' : 'object';
    const before = parameters.get(outer);
    if (before !== undefined && shape !== shapeOf(before)) {
      throw new MollieError(400, `The ${place} parameter "${outer}" is malformed`);
    }
    if (shape === 'text') parameters.set(outer, value);
    else if (shape === 'list') parameters.set(outer, [...((before as string[] | undefined) ?? []), value]);
    else parameters.set(outer, { ...(before as Parameters | undefined), [inner!]: value });
  }
  return Object.fromEntries(parameters);
}

function shapeOf(value: unknown): 'text' | 'list' | 'object' {
  if (typeof value === 'string') return 'text';
  return Array.isArray(value) ? 'list' : 'object';
}

function refuseUnknown(parameters: Parameters, known: readonly string[], place: Place): Parameters {
  const unknown = Object.keys(parameters).find((name) => !known.includes(name));
  if (unknown === undefined) return parameters;
  throw unprocessable(`Non-existent ${place} parameter "${unknown}" for this API call.`);
}

/** The query's parameters; any other than those known is an error. */
export function queryOf(c: ApiContext, known: readonly string[]): Parameters {
  return refuseUnknown(nested(new URL(c.req.url).searchParams, 'query'), known, 'query');
}

/** The body's parameters, from JSON or a form; any other than those known is an error. */
export async function bodyOf(c: ApiContext, known: readonly string[]): Promise<Parameters> {
  const text = await c.req.text();
  const type = c.req.header('content-type')?.split(';')[0]?.trim() ?? '';
  if (text === '') return {};
  if (type === 'application/x-www-form-urlencoded') {
    return refuseUnknown(nested(new URLSearchParams(text), 'body'), known, 'body');
  }
  if (type !== '' && type !== 'application/json') {
    throw new MollieError(415, 'The request body has a media type that is not supported');
  }
  return refuseUnknown(parseObject(text), known, 'body');
}

function parseObject(text: string): Parameters {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Parameters;
  } catch {
    // Said below, for what is no JSON and for JSON that is no object alike.
  }
  throw new MollieError(400, 'The request body is not valid JSON');
}

/** An optional text; an empty one and null count as absent. */
export function textOf(parameters: Parameters, name: string): string | null {
  const value = parameters[name];
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string') throw unprocessable(`The '${name}' field is not a string`, name);
  return value;
}

/** A text that has to be there. */
export function requiredTextOf(parameters: Parameters, name: string): string {
  const value = textOf(parameters, name);
  if (value === null) throw unprocessable(`The '${name}' field is missing`, name);
  return value;
}
