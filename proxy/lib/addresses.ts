import ipaddr from 'ipaddr.js';

/** Where addresses of the internet are. https://www.iana.org/assignments/ipv6-address-space */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** What a translator makes of IPv4 addresses. RFC 6052 section 2.1 */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * Ends of names that the internet does not know: RFC 6761, RFC 6762 with its appendix G, RFC 7686, RFC 8375, RFC 9476,
 * ICANN's `internal`, and what routers, companies and containers use.
 */
const LOCAL_NAMES: ReadonlySet<string> = new Set([
  ...['localhost', 'local', 'test', 'example', 'invalid', 'onion', 'alt', 'arpa'],
  ...['internal', 'intranet', 'intra', 'private', 'priv', 'corp', 'home', 'lan', 'mail'],
  ...[
    'localdomain',
    'localnet',
    'loc',
    'domain',
    'workgroup',
    'vpn',
    'nas',
    'docker',
    'consul',
    'openstacklocal',
  ],
  ...['fritz.box', 'ip', 'router', 'gateway', 'dhcp', 'belkin', 'dlink'],
]);

/** Whether `hostname`, as `URL` writes it, is this machine. RFC 6761 section 6.3, RFC 1122 section 3.2.1.3 */
export function isLoopback(hostname: string): boolean {
  const address = addressOf(hostname);
  return address ? address.range() === 'loopback' : labelsOf(hostname).at(-1) === 'localhost';
}

/** Whether Mollie could reach `hostname` from the internet; false for what only this machine or network knows. */
export function isReachable(hostname: string): boolean {
  const address = addressOf(hostname);
  if (address) return isGlobal(address);
  const labels = labelsOf(hostname);
  return labels.length > 1 && ![-1, -2].some((from) => LOCAL_NAMES.has(labels.slice(from).join('.')));
}

/** Whether customers and Mollie can reach an address with real money: https, from the internet. */
export function isFitForLive(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' && isReachable(hostname);
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

/** `URL` writes every form of an IPv4 address as four decimal numbers, and IPv6 in brackets; all else is a name. */
function addressOf(hostname: string): Address | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(hostname)) return ipaddr.IPv4.parse(hostname);
  // An IPv4 address written as an IPv6 one is the IPv4 address.
  return hostname.startsWith('[') ? ipaddr.process(hostname.slice(1, -1)) : undefined;
}

/** https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry */
function isGlobal(address: Address): boolean {
  // Behind a translator it is as reachable as it is by itself. RFC 6052 section 3.1
  const own = untranslated(address);
  return own.range() === 'unicast' && (own.kind() === 'ipv4' || own.match(GLOBAL_UNICAST));
}

/** The IPv4 address that stands behind a translator's, or the address as it is. */
export function untranslated(address: Address): Address {
  const isTranslated = address.kind() === 'ipv6' && address.match(NAT64);
  return isTranslated ? ipaddr.fromByteArray(address.toByteArray().slice(-4)) : address;
}

/** The parts of a name, without the dot of the root; none where the name is none. */
function labelsOf(hostname: string): string[] {
  const labels = hostname.replace(/\.$/, '').split('.');
  return labels.includes('') ? [] : labels;
}
