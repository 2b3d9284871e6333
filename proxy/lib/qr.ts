import { LRUCache } from 'lru-cache';
import { type QrPath, qrPath } from '../../shared/qr-path.ts';

/** Drawing a code takes as long as the rest of its page, and a page is loaded more than once. */
const drawn = new LRUCache<string, QrPath>({ max: 500, memoMethod: (text) => qrPath(text) });

/** A QR code of `text` as an SVG document: one path in black on white, so that it scans in a dark scheme too. */
export function qrSvg(text: string, label: string): string {
  const { size, path } = drawn.memo(text);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" role="img" aria-label="${escapeXml(label)}"`,
    ' shape-rendering="crispEdges">',
    `<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path stroke="#000" d="${path}"/></svg>`,
  ].join('');
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
