import type { Context } from 'hono';
import type { GetConnInfo } from 'hono/conninfo';
import { LRUCache } from 'lru-cache';
import type { Address } from '../lib/addresses.ts';
import { isLocal, isWithin, type Network, nameOf, parseAddress, parseNetwork } from '../lib/networks.ts';

type Options = {
  /** How the runtime tells who is at the other end of the connection. */
  connInfo: GetConnInfo | undefined;
  trustedProxies: readonly string[];
};

/**
 * Names the client of a request, for counting; undefined where it is not known. The server nearest to us has written
 * the last address of `X-Forwarded-For`. Going back from there, the first that is no trusted proxy is the client.
 */
export function createClientOf({ connInfo, trustedProxies }: Options) {
  const trusted = trustedProxies.map(parseNetwork).filter((network) => network !== undefined);

  return function clientOf(c: Context): string | undefined {
    const { address, name } = peerOf(c, connInfo);
    if (trusted.length === 0 || !address) return name;
    return nameOf(behind(address, c.req.header('x-forwarded-for') ?? '', trusted));
  };
}

/** Who is at the other end, and the name to be counted by where that is the client. */
type Peer = { address?: Address; name?: string };

/** The servers in front, or whoever has a connection open, come with each request. */
const peers = new LRUCache<string, Peer>({ max: 1000, memoMethod: readPeer });

function readPeer(text: string): Peer {
  const address = parseAddress(text);
  if (!address) return {};
  // A web server in front that is not trusted: all its clients would be counted as one.
  return isLocal(address) ? { address } : { address, name: nameOf(address) };
}

function peerOf(c: Context, connInfo: GetConnInfo | undefined): Peer {
  try {
    return peers.memo(connInfo?.(c).remote.address ?? '');
  } catch {
    // The request has not come over a connection.
    return {};
  }
}

function behind(peer: Address, forwarded: string, trusted: readonly Network[]): Address {
  let nearest = peer;
  for (const hop of forwarded.split(',').reverse()) {
    if (!isWithin(nearest, trusted)) break;
    const address = parseHop(hop.trim());
    // Where this is no address, what stands before it cannot be trusted either.
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
