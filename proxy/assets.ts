import type { Assets } from './http/assets.ts';

/** Put in by the build: path, content, media type and entity tag of each file. */
declare const BUILT_FILES: readonly (readonly [path: string, text: string, type: string, etag: string])[];

/** The built files of element and pay page, for `createProxy` in runtimes without a disk. */
export const assets: Assets = new Map(
  BUILT_FILES.map(([path, text, type, etag]) => [path, { body: new TextEncoder().encode(text), type, etag }]),
);
