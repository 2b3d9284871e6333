import { html, type TemplateResult } from 'lit/html.js';
import { type QrPath, qrPath } from '../../../shared/qr-path.ts';

let last: { text: string; qr: QrPath } | undefined;

/** A QR code that is dark on white in every colour scheme, as scanners need it. @param label says where it leads */
export function qrCode(text: string, label: string): TemplateResult {
  if (last?.text !== text) last = { text, qr: qrPath(text) };
  const { size, path } = last.qr;
  return html`<svg part="qr" class="qr" role="img" aria-label=${label} viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">
    <path fill="#fff" d="M0 0h${size}v${size}H0Z" /><path stroke="#000" d=${path} />
  </svg>`;
}
