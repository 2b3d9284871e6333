import { html, type TemplateResult } from 'lit/html.js';
import type { QrPath, qrPath } from '../../../shared/qr-path.ts';
import { loadChunk } from '../../api/load-chunk.ts';
import type { ElementState } from '../../state/element-state.ts';

let makePath: typeof qrPath | undefined;

/** By their texts. An invoice has one or two; a page with many is drawn anew now and then. */
const codes = new Map<string, QrPath>();
const MOST = 100;

/**
 * A QR code that is dark on white in every colour scheme, as scanners need it; null until what makes it is loaded.
 * Without it nothing is lost but the picture of a text, so that is no error, and the next drawing asks again.
 *
 * @param label says what it is for
 */
export function qrCode(state: ElementState, text: string, label: string): TemplateResult | null {
  if (!makePath) {
    load(state);
    return null;
  }
  if (codes.size > MOST) codes.clear();
  const { size, path } = codes.get(text) ?? makePath(text);
  codes.set(text, { size, path });
  return html`<svg part="qr" class="qr" role="img" aria-label=${label} viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">
    <path fill="#fff" d="M0 0h${size}v${size}H0Z" /><path stroke="#000" d=${path} />
  </svg>`;
}

async function load(state: ElementState): Promise<void> {
  try {
    makePath = (await loadChunk(state.chunks.qrPath)).qrPath;
    state.requestUpdate();
  } catch {
    // As said above.
  }
}
