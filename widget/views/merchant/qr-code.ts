import { html, type TemplateResult } from 'lit';
import { encode } from 'uqr';

/** The quiet zone that scanners need around the code, in modules. ISO/IEC 18004 */
const QUIET = 4;

let last: { text: string; size: number; path: string } | undefined;

/** A QR code that stays dark on white in every colour scheme, as scanners want it. @param label says what it leads to */
export function qr(text: string, label: string): TemplateResult {
  if (last?.text !== text) last = draw(text);
  return html`<svg part="qr" class="qr" role="img" aria-label=${label} viewBox="0 0 ${last.size} ${last.size}" shape-rendering="crispEdges">
    <path fill="#fff" d="M0 0h${last.size}v${last.size}H0Z" /><path fill="#000" d=${last.path} />
  </svg>`;
}

function draw(text: string): NonNullable<typeof last> {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET });
  // Dark modules that touch are drawn as one bar: no seams between them on paper.
  const path = data
    .flatMap((row, y) =>
      [...row.map(Number).join('').matchAll(/1+/g)].map(({ 0: { length }, index }) => {
        return `M${index} ${y}h${length}v1h-${length}z`;
      }),
    )
    .join('');
  return { text, size, path };
}
