import type { z } from 'zod';

/** Takes a schema of exactly this type: the compiler refuses one with other fields, optional ones included. */
export function of<T>() {
  return <S extends z.ZodType<T>>(schema: S & Exactly<T, z.output<S>>): S => schema;
}

type Exactly<T, Output> = [T, keyof T, keyof Output] extends [Output, keyof Output, keyof T]
  ? unknown
  : never;
