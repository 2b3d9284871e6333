import { LRUCache } from 'lru-cache';
import { encode } from 'uqr';

/** Modules of quiet zone around the code. ISO/IEC 18004 section 9.1 asks for four. */
const QUIET_ZONE = 4;

/** Drawing one takes as long as the rest of its page, and a page is looked at more than once. */
const drawn = new LRUCache<string, { size: number; path: string }>({ max: 500, memoMethod: draw });

function draw(text: string): { size: number; path: string } {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  return { size, path: data.map((row, y) => line(row, y)).join('') };
}

/** A QR code of `text` as an SVG document: one path in black on white, so that it scans in a dark scheme too. */
export function qrSvg(text: string, label: string): string {
  const { size, path } = drawn.memo(text);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" role="img" aria-label="${escapeXml(label)}"`,
    ' shape-rendering="crispEdges">',
    `<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path stroke="#000" d="${path}"/></svg>`,
  ].join('');
}

/** A row as one broken line, as thick as a module: short to send, and without seams on paper. */
function line(row: boolean[], y: number): string {
  const runs = row.map(Number).join('').match(/0+|1+/g) ?? [];
  const drawn = runs.map((run) => (run.startsWith('1') ? `h${run.length}` : `m${run.length} 0`)).join('');
  return drawn.includes('h') ? `M0 ${y}.5${drawn}`.replace(/m\d+ 0$/, '') : '';
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
