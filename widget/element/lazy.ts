/*
 * Every import() of the element, and what it costs: kB compressed by brotli. The first file, 9.4 kB, holds all that
 * `define.ts` reaches without them; the second, all that `load-panel.ts` reaches besides.
 */

import type { Chunks } from '../api/load-chunk.ts';

/** 12 kB, right after the first file: lit-html, what every panel needs, and the payer's panel. */
export const panels = () => import('./load-panel.ts');

export const panelChunks = {
  /** 5.2 kB, for merchants and administrators, who get one language of `texts.office` besides. */
  office: () => import('../views/office/office-panels.ts'),
  /** 4.7 kB, for administrators, who get one language of `texts.admin` besides: the forms that change the connection. */
  settings: () => import('../views/admin/settings/connection-settings.ts'),
};

export const chunks: Chunks = {
  /** 0.6 kB, with `token-url`, before the first question. */
  tokenRenewal: () => import('../api/token-renewal.ts'),
  /** 3.5 kB, for merchants, and for payers once a bank transfer was started: QR codes. */
  qrPath: () => import('../../shared/qr-path.ts'),
  texts: {
    /** 1.4 to 1.9 kB, after the second file. */
    payer: {
      en: () => import('../i18n/texts/en/payer.ts'),
      nl: () => import('../i18n/texts/nl/payer.ts'),
      de: () => import('../i18n/texts/de/payer.ts'),
    },
    /** 1.6 to 2.2 kB, for merchants and administrators. */
    office: {
      en: () => import('../i18n/texts/en/office.ts'),
      nl: () => import('../i18n/texts/nl/office.ts'),
      de: () => import('../i18n/texts/de/office.ts'),
    },
    /** 1.4 to 1.8 kB, for administrators. */
    admin: {
      en: () => import('../i18n/texts/en/admin.ts'),
      nl: () => import('../i18n/texts/nl/admin.ts'),
      de: () => import('../i18n/texts/de/admin.ts'),
    },
  },
};
