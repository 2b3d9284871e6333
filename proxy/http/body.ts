import type { z } from 'zod';
import { ProxyError } from '../errors.ts';
import type { AppContext } from './context.ts';

/**
 * The body of an API call: empty, or a JSON object.
 * @throws {ProxyError} `unsupported_type`, `bad_request`
 */
export async function readJson<T>(c: AppContext, schema: z.ZodType<T>): Promise<T> {
  const text = await readText(c);
  if (text !== '') requireType(c, 'application/json');
  let value: unknown;
  try {
    value = text === '' ? {} : JSON.parse(text);
  } catch (cause) {
    throw new ProxyError('bad_request', { cause });
  }
  return parse(schema, value);
}

/**
 * The fields of a form, each at most once.
 * @throws {ProxyError} `unsupported_type`, `bad_request`
 */
export async function readForm<T>(c: AppContext, schema: z.ZodType<T>): Promise<T> {
  const text = await readText(c);
  if (text !== '') requireType(c, 'application/x-www-form-urlencoded');
  const fields = [...new URLSearchParams(text)];
  if (new Set(fields.map(([name]) => name)).size !== fields.length) throw new ProxyError('bad_request');
  return parse(schema, Object.fromEntries(fields));
}

/** @throws {ProxyError} `bad_request` */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new ProxyError('bad_request', { cause: parsed.error });
  return parsed.data;
}

/** A body that breaks off is no error of ours. */
async function readText(c: AppContext): Promise<string> {
  try {
    return await c.req.text();
  } catch (cause) {
    throw new ProxyError('bad_request', { cause });
  }
}

/** UTF-8, as it is written by callers. */
const UTF8 = ['', 'charset=utf-8', 'charset="utf-8"', 'charset=utf8', 'charset="utf8"'];

/** Requires the type, in UTF-8: browsers let pages of other origins send some other types without a preflight. */
function requireType(c: AppContext, expected: string): void {
  const said = (c.req.header('content-type') ?? '').toLowerCase().split(';');
  const [type, ...parameters] = said.map((part) => part.trim());
  const isUtf8 = parameters.every((parameter) => UTF8.includes(parameter));
  if (type !== expected || !isUtf8) throw new ProxyError('unsupported_type');
}
