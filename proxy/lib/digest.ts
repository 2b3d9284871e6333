/** A digest as policies and `integrity` name it: `sha384-…` in base64. https://www.w3.org/TR/SRI/#integrity-metadata-description */
export async function digestOf(
  content: string | Uint8Array<ArrayBuffer>,
  algorithm: 'sha256' | 'sha384',
): Promise<string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const digest = await crypto.subtle.digest(algorithm.replace('sha', 'SHA-'), bytes);
  return `${algorithm}-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}
