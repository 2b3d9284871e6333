import ipaddr from 'ipaddr.js';
import { type Address, untranslated } from './addresses.ts';

/** An address, and how many of its bits are those of the network. */
export type Network = readonly [Address, number];

/** The part of an IPv6 address that is given to one network, which chooses the rest itself. RFC 4291 section 2.5.4 */
const PREFIX_BYTES = 8;

/** Ranges from which no client of the internet comes. */
const LOCAL: ReadonlySet<string> = new Set([
  ...['loopback', 'private', 'linkLocal', 'uniqueLocal', 'carrierGradeNat', 'unspecified'],
]);

/** The address that `text` is. An IPv4 address that is written as an IPv6 one is the IPv4 address. */
export function parseAddress(text: string): Address | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (!ipaddr.IPv6.isValid(text)) return undefined;
  return untranslated(ipaddr.process(text));
}

/** The network that `text` is: an address by itself, or with how many bits count. RFC 4632 section 3.1 */
export function parseNetwork(text: string): Network | undefined {
  const [, written = '', given] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const address = parseAddress(written);
  if (!address) return undefined;
  const bits = address.toByteArray().length * 8;
  if (given === undefined) return [address, bits];
  // Written as IPv6, an IPv4 address has 96 bits before it.
  const count = Number(given) - (written.includes(':') && address.kind() === 'ipv4' ? 96 : 0);
  return count >= 0 && count <= bits ? [address, count] : undefined;
}

export function isWithin(address: Address, networks: readonly Network[]): boolean {
  return networks.some(
    ([network, bits]) => address.kind() === network.kind() && address.match(network, bits),
  );
}

export function isLocal(address: Address): boolean {
  return LOCAL.has(address.range());
}

/** A name for who is behind an address: each IPv4 address has its own, IPv6 addresses share that of their network. */
export function nameOf(address: Address): string {
  const bytes = address.toByteArray();
  return (bytes.length === 4 ? bytes : bytes.slice(0, PREFIX_BYTES)).join('.');
}
