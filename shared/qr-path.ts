import { encode } from 'uqr';

/** Modules of quiet zone around the code. ISO/IEC 18004 section 9.1 asks for four. */
export const QUIET_ZONE = 4;

/** A QR code to be drawn in SVG: its side in modules, and one path of strokes as wide as a module. */
export type QrPath = { size: number; path: string };

/** The QR code of `text`. */
export function qrPath(text: string): QrPath {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  return { size, path: data.map(line).join('') };
}

/** A row as one broken line, as thick as a module: short to send, and without seams on paper. */
function line(row: readonly boolean[], y: number): string {
  const runs = row.map(Number).join('').match(/0+|1+/g) ?? [];
  const drawn = runs.map((run) => (run.startsWith('1') ? `h${run.length}` : `m${run.length} 0`)).join('');
  return drawn.includes('h') ? `M0 ${y}.5${drawn}`.replace(/m\d+ 0$/, '') : '';
}
