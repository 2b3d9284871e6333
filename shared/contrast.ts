/** `#rrggbb` */
export type Hex = `#${string}`;

/** WCAG 2.2, success criterion 1.4.3: text below 24 pixels. */
export const MIN_CONTRAST = 4.5;

const BLACK: Hex = '#000000';
const WHITE: Hex = '#ffffff';

/** The contrast of two colours, 1 to 21. https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(a: Hex, b: Hex): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** Black or white, whichever reads better on `background`; the better one is never below 4.58. */
export function readableOn(background: Hex): Hex {
  return contrast(background, WHITE) >= contrast(background, BLACK) ? WHITE : BLACK;
}

/** `color` itself, or as much nearer to black or white as it takes to be read on each of `backgrounds`. */
export function readableWith(color: Hex, backgrounds: readonly Hex[]): Hex {
  const end = readableOn(backgrounds[0]!);
  for (let share = 0; share < 100; share += 2) {
    const mixed = mix(color, end, share / 100);
    if (backgrounds.every((background) => contrast(mixed, background) >= MIN_CONTRAST)) return mixed;
  }
  return end;
}

function mix(color: Hex, other: Hex, share: number): Hex {
  const others = channels(other);
  const mixed = channels(color).map((value, i) => Math.round(value + (others[i]! - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(color: Hex): number {
  const [r, g, b] = channels(color)
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)) as [
    number,
    number,
    number,
  ];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function channels(color: Hex): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}
