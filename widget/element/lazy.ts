import type { Loaders } from '../state/loaders.ts';

/*
 * Every import() of the element, and what it costs: kB compressed by brotli, English where it is a language. The first
 * file holds all that `define.ts` reaches without them.
 */

/** 7 kB, right after the first file: what every panel needs, and the payer's. */
export const panels = () => import('./panels.ts');

/** 8 kB, for merchants and administrators. */
export const office = () => import('../views/office.ts');

export const loaders: Loaders = {
  /** 0.6 kB, with `token-url`. */
  tokenRenewal: () => import('../api/token-renewal.ts'),
  texts: {
    /** 1.3 kB, right after the first file. */
    payer: {
      en: () => import('../i18n/texts/en/payer.ts'),
      nl: () => import('../i18n/texts/nl/payer.ts'),
      de: () => import('../i18n/texts/de/payer.ts'),
    },
    /** 1.7 kB, for merchants and administrators. */
    office: {
      en: () => import('../i18n/texts/en/office.ts'),
      nl: () => import('../i18n/texts/nl/office.ts'),
      de: () => import('../i18n/texts/de/office.ts'),
    },
  },
};
