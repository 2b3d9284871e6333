import { type Hex, readableOn, readableWith } from './contrast.ts';

/** The roles of colour on a page. */
export type Palette = {
  page: Hex;
  surface: Hex;
  text: Hex;
  muted: Hex;
  line: Hex;
  /** Around what can be pressed and is not filled. */
  control: Hex;
  /** Fills the one button. */
  accent: Hex;
  onAccent: Hex;
  /** Links and focus rings, on the surface and on the page. */
  accentText: Hex;
  positive: Hex;
  positiveSoft: Hex;
  waiting: Hex;
  waitingSoft: Hex;
  attention: Hex;
  attentionSoft: Hex;
  neutral: Hex;
  neutralSoft: Hex;
};

const LIGHT = {
  page: '#f4f5f7',
  surface: '#ffffff',
  text: '#16181d',
  muted: '#5b6270',
  line: '#e2e5ea',
  control: '#7d8494',
  positive: '#0b6b3a',
  positiveSoft: '#e6f5ec',
  waiting: '#7a4d00',
  waitingSoft: '#fdf3dc',
  attention: '#a32014',
  attentionSoft: '#fdecea',
  neutral: '#4a5160',
  neutralSoft: '#eef0f3',
} as const;

const DARK = {
  page: '#0e1014',
  surface: '#181b21',
  text: '#f1f3f6',
  muted: '#a3abb8',
  line: '#2e333c',
  control: '#7d8494',
  positive: '#6fd69b',
  positiveSoft: '#12301f',
  waiting: '#f2c14e',
  waitingSoft: '#33270c',
  attention: '#ff9d92',
  attentionSoft: '#3b1916',
  neutral: '#c2c8d2',
  neutralSoft: '#262a32',
} as const;

/** Where the merchant gave no colour: ink on paper, paper on ink. */
const DEFAULT_ACCENT = { light: '#16181d', dark: '#f1f3f6' } as const;

/** Both palettes with the merchant's colour in them, every text on it kept readable. */
export function palettes(color: string | null): { light: Palette; dark: Palette } {
  return {
    light: withAccent(LIGHT, color ?? DEFAULT_ACCENT.light),
    dark: withAccent(DARK, color ?? DEFAULT_ACCENT.dark),
  };
}

function withAccent(base: Omit<Palette, 'accent' | 'onAccent' | 'accentText'>, color: string): Palette {
  const accent = color as Hex;
  return {
    ...base,
    accent,
    onAccent: readableOn(accent),
    accentText: readableWith(accent, [base.surface, base.page]),
  };
}
