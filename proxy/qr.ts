import { encode } from 'uqr';

/** Modules of quiet zone around the code. ISO/IEC 18004 section 9.1 asks for four. */
const QUIET_ZONE = 4;

/** A QR code of `text` as an SVG document: one path in black on white, so that it scans in a dark scheme too. */
export function qrSvg(text: string, label: string): string {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  const modules = data.flatMap((row, y) =>
    bars(row).map(({ x, width }) => `M${x} ${y}h${width}v1h-${width}z`),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" role="img" aria-label="${escapeXml(label)}"`,
    ' shape-rendering="crispEdges">',
    `<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${modules.join('')}"/></svg>`,
  ].join('');
}

/** Dark modules that touch are drawn as one: less to send, and no seams between them on paper. */
function bars(row: boolean[]): { x: number; width: number }[] {
  const drawn = row.map(Number).join('').matchAll(/1+/g);
  return Array.from(drawn, ({ 0: { length }, index }) => ({ x: index, width: length }));
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
