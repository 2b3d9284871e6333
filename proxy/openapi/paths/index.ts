import { API } from './api.ts';
import { OPEN } from './open.ts';
import { METRICS, OPERATION } from './operation.ts';

const ALWAYS = { ...API, ...OPEN, ...OPERATION };

/** Every operation there is. */
export const PATHS = { ...ALWAYS, ...METRICS };

type Table<Of, T> = { [Path in keyof Of]: { [Method in keyof Of[Path]]: T } };

/** A value for each operation, such as its handler: the compiler refuses a route that is not told of, or is not there. */
export type ByOperation<T> = Table<typeof ALWAYS, T> & Partial<Table<typeof METRICS, T>>;
