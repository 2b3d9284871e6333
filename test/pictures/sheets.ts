import type { Language } from '../../proxy/texts/languages.ts';
import { admin, merchant, pay, payer } from './states.ts';

export type Scheme = 'light' | 'dark';
export type View = 'payer' | 'merchant' | 'admin' | 'pay';

/** One picture: many states of one view, side by side. */
export type Sheet = {
  view: View;
  language: Language;
  schemes: readonly Scheme[];
  /** Of each state, in pixels. */
  width: number;
  /** The states shown, by name. */
  states: readonly string[];
  /** What is unlike the usual, and named in the file's name. */
  form?: 'rtl' | 'forced-colors' | 'print' | 'unusual-brand' | 'no-brand';
};

/** In pixels, of most telephones. */
const PHONE = 390;

const WIDTHS: Record<View, { usual: number; others: readonly number[] }> = {
  payer: { usual: 400, others: [280, 600] },
  merchant: { usual: 400, others: [280, 800] },
  admin: { usual: 600, others: [280, 400] },
  pay: { usual: 480, others: [280, PHONE] },
};

const STATES: Record<View, object> = { payer, merchant, admin, pay };
const VIEWS = Object.keys(WIDTHS) as View[];
const BOTH: readonly Scheme[] = ['light', 'dark'];

/** The usual width in all languages and schemes; others in the language with the longest words. */
export function allSheets(): Sheet[] {
  return VIEWS.flatMap((view) => {
    const all = Object.keys(STATES[view]);
    const { usual, others } = WIDTHS[view];
    const every = { view, states: all, width: usual };
    const few = { view, language: 'en', width: usual, states: FEW[view], schemes: ['light'] } as const;
    return [
      ...(['en', 'nl', 'de'] as const).map((language) => ({ ...every, language, schemes: BOTH })),
      ...others.map((width) => {
        const schemes = view === 'pay' ? BOTH : (['light'] as const);
        return { ...every, language: 'de', width, schemes } as const;
      }),
      { ...few, form: 'forced-colors', schemes: BOTH } as const,
      ...(view === 'pay' ? [] : [{ ...few, form: 'rtl' } as const]),
      ...(view === 'admin' ? [] : [{ ...few, form: 'print', width: PAPER } as const]),
      ...(view === 'pay' ? (['unusual-brand', 'no-brand'] as const) : []).map(
        (form) => ({ ...few, form, schemes: BOTH, width: PHONE }) as const,
      ),
    ];
  });
}

/** A4 without its margins of 20 mm, in pixels of 1/96 inch. */
const PAPER = 643;

/** For forms that change little: states that have everything in them. */
const FEW: Record<View, readonly string[]> = {
  payer: ['open', 'test', 'paid', 'failed', 'eleven-methods', 'transfer-unfolded', 'store-down'],
  merchant: [
    'open',
    'bank-transfer-unfolded',
    'overpaid',
    'paid-unfolded',
    'charged-back-unfolded',
    'store-down',
  ],
  admin: ['ready', 'broken', 'unreachable', 'key-odd', 'other-account', 'disconnecting', 'brand'],
  pay: [
    ...['open', 'methods', 'eleven-methods', 'transfer-methods', 'older-several'],
    ...['paid', 'overpaid', 'long', 'not_found'],
  ],
};

/** Its name without an extension, such as `payer-de-light`. */
export function nameOf({ view, language, width, form }: Sheet, scheme: Scheme): string {
  const unusual = width === WIDTHS[view].usual || form ? [] : [width];
  return [view, ...unusual, ...(form ? [form] : []), language, scheme].join('-');
}
