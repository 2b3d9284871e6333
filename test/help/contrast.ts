import { ok } from './expect.ts';

/** The contrast of two colours as they are computed, 1 to 21. https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(a: string, b: string): number {
  const [one, other] = [luminance(a), luminance(b)];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** The colour under an element: of the nearest background, its own or one that it stands on. */
export function backgroundOf(element: Element): string {
  const { backgroundColor } = getComputedStyle(element);
  if (backgroundColor !== 'rgba(0, 0, 0, 0)') return backgroundColor;
  return backgroundOf(element.parentElement!);
}

/** @param color as computed, `rgb(26, 29, 36)`. https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(color: string): number {
  ok(/^rgb\(/.test(color), `${color} has another form than is known here`);
  const [red = 0, green = 0, blue = 0] = color.match(/\d+/g)!.map((value) => {
    const part = Number(value) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
