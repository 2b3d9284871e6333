import { readFile } from 'node:fs/promises';
import type { Brand } from '../../shared/api.ts';

const LOGO = new URL('../../demo/host/public/logo.svg', import.meta.url);

const WIDE = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="120" viewBox="0 0 480 120">
<rect width="480" height="120" rx="60" fill="#e0a800"/></svg>`;

/** A logo as it can be set with the element: a green square. */
export const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAABgAAAAYCAIAAABvFaqvAAAAH0lEQVR42mPgj/GlCmIYNWjUoFGDRg0aNWjUoIE3CAB2UJ4QOBe8cAAAAABJRU5ErkJggg==';

/** Whose pay page it is: one as most are, one with names and colours that are hard to fit, and one without any. */
export const brands = {
  usual: { name: 'Van Dijk Installatietechniek', logo: svg(await readFile(LOGO)), color: '#0f5c4d' },
  unusual: {
    name: 'Gemeinschaftspraxis für Physiotherapie und Osteopathie Müller-Lüdenscheidt & Partner',
    logo: svg(Buffer.from(WIDE)),
    color: '#ffdd00',
  },
  none: { name: null, logo: null, color: null },
} satisfies Record<string, Brand>;

function svg(content: Buffer): string {
  return `data:image/svg+xml;base64,${content.toString('base64')}`;
}
