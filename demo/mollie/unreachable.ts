import ipaddr from 'ipaddr.js';

/** Where addresses of the internet are. https://www.iana.org/assignments/ipv6-address-space */
const INTERNET = ipaddr.IPv6.parseCIDR('2000::/3');

/** Names that no public name server knows: reserved ones, and what people use at home and in offices. */
const PRIVATE_NAME =
  /(^|\.)(local|localhost|lan|home|internal|intranet|private|corp|test|example|invalid|onion|alt|home\.arpa)$|^[^.]*$/;

/** Whether Mollie has no way to a host. @param hostname as a `URL` has it: lower case, addresses in full. */
export function isUnreachable(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '');
  return ipaddr.isValid(host) ? !isPublic(ipaddr.process(host)) : PRIVATE_NAME.test(host);
}

/** Not of this machine, a private network, a carrier, a group, and not reserved for examples, tests or later. */
function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return address.range() === 'unicast' && (address.kind() === 'ipv4' || address.match(INTERNET));
}
