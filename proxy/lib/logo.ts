import { MAX_LOGO } from '../../shared/logo.ts';
import { readDataUrl } from './data-url.ts';

/** How each format that is taken begins, and what stands at its eighth byte. */
const FORMATS: Readonly<Record<string, readonly [first: string, eighth?: string]>> = {
  'image/png': ['\x89PNG\r\n\x1a\n'],
  'image/jpeg': ['\xff\xd8\xff'],
  'image/webp': ['RIFF', 'WEBP'],
};

/** The image of a `data:` URL: PNG, JPEG or WebP, and not too large; undefined for anything else. */
export function readLogoUrl(url: string): { type: string; body: Uint8Array<ArrayBuffer> } | undefined {
  if (!/^data:/i.test(url)) return undefined;
  const image = readDataUrl(url);
  if (!image || image.body.length > MAX_LOGO) return undefined;
  const beginning = String.fromCharCode(...image.body.subarray(0, 12));
  const [first, eighth = ''] = FORMATS[image.type] ?? [];
  const isOfType = first !== undefined && beginning.startsWith(first) && beginning.startsWith(eighth, 8);
  return isOfType ? image : undefined;
}
