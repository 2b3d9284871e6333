import type { Context } from 'hono';

/**
 * The JSON object of a request; an empty body is an empty one.
 * @throws TypeError where the body has another form or a key that is not known.
 */
export async function inputOf(c: Context, known: readonly string[]): Promise<Record<string, unknown>> {
  const text = await c.req.text();
  const input: unknown = text === '' ? {} : JSON.parse(text);
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new TypeError('expected an object');
  const unknown = Object.keys(input).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new TypeError(`unknown key "${unknown}"; known are ${known.join(', ')}`);
  return input as Record<string, unknown>;
}

/** @throws TypeError unless the value is one of these. */
export function oneOf<Value extends string>(value: unknown, values: readonly Value[], name: string): Value {
  const found = values.find((candidate) => candidate === value);
  if (found === undefined) throw new TypeError(`${name} is one of ${values.join(', ')}`);
  return found;
}

/** @throws TypeError where there is a value and it is no text. */
export function optionalText(value: unknown, name: string): string | undefined {
  if (value !== undefined && typeof value !== 'string') throw new TypeError(`${name} is a string`);
  return value;
}
