/** What is in a `data:` URL; undefined where it cannot be read. RFC 2397 */
export function readDataUrl(url: string): { type: string; body: Uint8Array<ArrayBuffer> } | undefined {
  const comma = url.indexOf(',');
  const [type = '', ...parameters] = url.slice('data:'.length, comma).split(';');
  try {
    const data = decodeURIComponent(url.slice(comma + 1));
    const body = parameters.includes('base64')
      ? Uint8Array.from(atob(data), (character) => character.charCodeAt(0))
      : new TextEncoder().encode(data);
    return { type, body };
  } catch {
    return undefined;
  }
}
