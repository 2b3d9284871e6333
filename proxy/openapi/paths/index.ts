import { API } from './api.ts';
import { OPEN } from './open.ts';
import { OPERATION } from './operation.ts';

/** Every operation there is. */
export const PATHS = { ...API, ...OPEN, ...OPERATION };

/** A value for each operation, such as its handler: the compiler refuses a route that is not told of, or is not there. */
export type ByOperation<T> = {
  [Path in keyof typeof PATHS]: { [Method in keyof (typeof PATHS)[Path]]: T };
};
