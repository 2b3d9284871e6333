/** Whether `hostname`, as `URL` writes it, is this machine. RFC 6761 section 6.3, RFC 1122 section 3.2.1.3 */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\./.test(hostname)
  );
}

/** Whether Mollie could reach `hostname` from the internet; false for what only this machine or network knows. */
export function isReachable(hostname: string): boolean {
  if (isLoopback(hostname) || !hostname.includes('.')) return false;
  if (/\.(local|internal|test|invalid|home\.arpa)$/.test(hostname)) return false;
  // RFC 1918, RFC 3927
  return !/^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.)/.test(hostname);
}

/** Whether a page may be left for `address`: https, or http on this machine. */
export function isSafeAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

/** Whether `text` is an https address without credentials, or a plain http one where that may be. */
export function isWebAddress(text: string, mayBePlain: (hostname: string) => boolean): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username || password) return false;
  return protocol === 'https:' || (protocol === 'http:' && mayBePlain(hostname));
}
