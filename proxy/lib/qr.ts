import { LRUCache } from 'lru-cache';
import { encode } from 'uqr';
import { type QrPath, QUIET_ZONE, qrPath } from '../../shared/qr-path.ts';

/** Drawing a code takes as long as the rest of its page, and a page is loaded more than once. */
const drawn = new LRUCache<string, QrPath>({ max: 500, memoMethod: (text) => qrPath(text) });
const dashed = new LRUCache<string, { size: number; dashes: string }>({ max: 500, memoMethod: dash });

/** A QR code of `text` as an SVG document: one path in black on white, so that it scans in a dark scheme too. */
export function qrSvg(text: string, label: string): string {
  const { size, path } = drawn.memo(text);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" role="img" aria-label="${escapeXml(label)}"`,
    ' shape-rendering="crispEdges">',
    `<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path stroke="#000" d="${path}"/></svg>`,
  ].join('');
}

/**
 * The same within a page: one line to and fro through all rows, dashed where modules are dark, which is a third shorter
 * to send than a line for each row.
 */
export function inlineQr(text: string, label: string): string {
  const { size, dashes } = dashed.memo(text);
  const whole = size + 2 * QUIET_ZONE;
  const [there, back] = [`v1h-${size + 2}`, `v1h${size + 2}`];
  return [
    `<svg viewBox="-${QUIET_ZONE} -${QUIET_ZONE} ${whole} ${whole}" role="img" aria-label="${escapeXml(label)}"`,
    ' shape-rendering="crispEdges">',
    `<path fill="#fff" d="M-${QUIET_ZONE}-${QUIET_ZONE}h${whole}v${whole}h-${whole}z"/>`,
    `<path fill="none" stroke="#000" stroke-dasharray="${dashes}"`,
    ` d="M0 .5h${size + 1}${(there + back).repeat((size - 1) / 2)}"/></svg>`,
  ].join('');
}

/** The lengths of dark and light runs along that line. A code begins with a dark module, in its finder pattern. */
function dash(text: string): { size: number; dashes: string } {
  const { size, data } = encode(text, { ecc: 'M', border: 0 });
  // From one row to the next it goes around the corner, one module outside.
  const corner = [false, false, false];
  const line = data.flatMap((row, y) => [...(y % 2 === 0 ? row : row.toReversed()), ...corner]);
  const runs = line.map(Number).join('').match(/0+|1+/g) ?? [];
  return { size, dashes: runs.map(({ length }) => length).join(' ') };
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
