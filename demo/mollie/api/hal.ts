import { HAL } from '../errors.ts';

export type Link = { href: string; type: string };

export const halLink = (href: string): Link => ({ href, type: HAL });
export const pageLink = (href: string): Link => ({ href, type: 'text/html' });
export const documentation = (name: string): Link => pageLink(`https://docs.mollie.com/reference/${name}`);

/** An answer of the API. */
export function hal(body: Record<string, unknown>, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': HAL, 'x-robots-tag': 'noindex' },
  });
}
