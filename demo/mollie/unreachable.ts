import { BlockList, isIP } from 'node:net';

/** Address blocks that lead nowhere from Mollie: this machine, private networks, carriers' own, link-local. */
const BLOCKS = new BlockList();
for (const [block, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  BLOCKS.addSubnet(block, bits);
}
for (const [block, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  BLOCKS.addSubnet(block, bits, 'ipv6');
}

/** Names that no public name server knows: reserved ones, and what people use at home and in offices. */
const PRIVATE_NAME = /(^|\.)(local|localhost|lan|home|internal|test|invalid|corp|home\.arpa)$|^[^.]*$/;

/** Whether Mollie has no way to a host. @param hostname as a `URL` has it: lower case, addresses in full. */
export function isUnreachable(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '');
  const version = isIP(host);
  return version === 0 ? PRIVATE_NAME.test(host) : BLOCKS.check(host, version === 6 ? 'ipv6' : 'ipv4');
}
