import type { Context } from 'hono';
import type { GetConnInfo } from 'hono/conninfo';
import type { Address } from '../lib/addresses.ts';
import { isLocal, isWithin, type Network, nameOf, parseAddress, parseNetwork } from '../lib/networks.ts';

type Options = {
  /** How the runtime tells who is at the other end of the connection. */
  connInfo: GetConnInfo | undefined;
  trustedProxies: readonly string[];
};

/**
 * Tells by which name the client of a request is counted; undefined where that cannot be known. What is nearest to us
 * has written what is last in `X-Forwarded-For`; the first that is not ours to trust is the client.
 */
export function createClientOf({ connInfo, trustedProxies }: Options) {
  const trusted = trustedProxies.map(parseNetwork).filter((network) => network !== undefined);

  return function clientOf(c: Context): string | undefined {
    const peer = peerOf(c, connInfo);
    if (!peer) return undefined;
    if (trusted.length > 0) return nameOf(behind(peer, c.req.header('x-forwarded-for') ?? '', trusted));
    // A web server in front, whose word does not count: everybody would be one.
    return isLocal(peer) ? undefined : nameOf(peer);
  };
}

function peerOf(c: Context, connInfo: GetConnInfo | undefined): Address | undefined {
  try {
    return parseAddress(connInfo?.(c).remote.address ?? '');
  } catch {
    // No server has made this request.
    return undefined;
  }
}

function behind(peer: Address, forwarded: string, trusted: readonly Network[]): Address {
  let nearest = peer;
  for (const hop of forwarded.split(',').reverse()) {
    if (!isWithin(nearest, trusted)) break;
    const address = parseHop(hop.trim());
    // What is no address says nothing of what stands before it either.
    if (!address) break;
    nearest = address;
  }
  return nearest;
}

/** Some servers add the port. */
function parseHop(hop: string): Address | undefined {
  const [, host = hop] = /^\[([^\]]*)\](?::\d+)?$/.exec(hop) ?? /^([\d.]+):\d+$/.exec(hop) ?? [];
  return parseAddress(host);
}
