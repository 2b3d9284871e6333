import ipaddr from 'ipaddr.js';
import type { Config } from '../config/index.ts';
import { type Address, untranslated } from './addresses.ts';

export type { Address };

/** An address and how many of its bits count. */
export type Network = readonly [Address, number];

/** The part of an IPv6 address that one network has; whoever has it has all the rest. RFC 4291 section 2.5.4 */
const PREFIX_BYTES = 8;

/** Where no client of the internet comes from. */
const LOCAL: ReadonlySet<string> = new Set([
  ...['loopback', 'private', 'linkLocal', 'uniqueLocal', 'carrierGradeNat', 'unspecified'],
]);

/** The address that `text` is, an IPv4 one in IPv6's clothes as what it is. */
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
  // In IPv6's clothes, the first 96 bits say no more than that.
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

/** Names who is behind an address: IPv4 one by one, IPv6 by network. */
export function nameOf(address: Address): string {
  const bytes = address.toByteArray();
  return (bytes.length === 4 ? bytes : bytes.slice(0, PREFIX_BYTES)).join('.');
}

/** Whether all that comes may come from a web server in front whose word about clients does not count. */
export function knowsNoClients({
  rateLimit,
  trustedProxies,
  host,
}: Pick<Config, 'rateLimit' | 'trustedProxies' | 'host'>): boolean {
  const address = parseAddress(host);
  return rateLimit > 0 && trustedProxies.length === 0 && (!address || isLocal(address));
}
