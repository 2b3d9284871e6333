import type { Chunk } from '../api/load-chunk.ts';
import type { TextGroup, Texts } from '../i18n/texts.ts';

/** What the state loads when it is needed. The element hands it in, since only the element knows the files. */
export type Loaders = {
  tokenRenewal: Chunk<Pick<typeof import('../api/token-renewal.ts'), 'TokenRenewal'>>;
  /** By group and language. */
  texts: Record<TextGroup, Record<string, Chunk<{ texts: Partial<Texts> }>>>;
};
