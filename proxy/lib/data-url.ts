/** What is in a `data:` URL, as browsers read it; undefined where it cannot be read. RFC 2397 */
export function readDataUrl(url: string): { type: string; body: Uint8Array<ArrayBuffer> } | undefined {
  const comma = url.indexOf(',');
  if (comma < 0) return undefined;
  const said = url.slice('data:'.length, comma).split(';');
  const [type = '', ...parameters] = said.map((part) => part.trim().toLowerCase());
  const characters = Array.from(new TextEncoder().encode(url.slice(comma + 1)), (byte) =>
    String.fromCharCode(byte),
  );
  // A % that escapes nothing is meant as it is.
  const data = characters
    .join('')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  try {
    const body = parameters.includes('base64') ? atob(data) : data;
    return { type, body: Uint8Array.from(body, (character) => character.charCodeAt(0)) };
  } catch {
    return undefined;
  }
}
