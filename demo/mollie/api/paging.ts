import { HAL, MollieError } from '../errors.ts';
import type { Parameters } from './parameters.ts';

export const PAGING_PARAMETERS = ['from', 'limit', 'sort'] as const;

const DEFAULT_LIMIT = 50;
const LARGEST_LIMIT = 250;

/**
 * One page of a list, with absolute links to itself and its neighbours.
 * https://docs.mollie.com/reference/pagination
 *
 * @param items newest first.
 * @param url the address that was asked.
 */
export function pageOf<Item extends { id: string }>(
  items: readonly Item[],
  {
    url,
    query,
    name,
    present,
  }: { url: string; query: Parameters; name: string; present: (item: Item) => Record<string, unknown> },
): Record<string, unknown> {
  const limit = limitOf(query.limit);
  const sorted = ascending(query.sort) ? items.toReversed() : items;
  const start = startOf(sorted, query.from);
  const shown = sorted.slice(start, start + limit);
  const link = (item: Item | undefined) =>
    item ? { href: address(url, { from: item.id, limit }), type: HAL } : null;
  return {
    count: shown.length,
    _embedded: { [name]: shown.map(present) },
    _links: {
      self: { href: url, type: HAL },
      previous: start === 0 ? null : link(sorted[Math.max(0, start - limit)]),
      next: link(sorted[start + limit]),
      documentation: { href: 'https://docs.mollie.com/reference/pagination', type: 'text/html' },
    },
  };
}

function address(url: string, { from, limit }: { from: string; limit: number }): string {
  const other = new URL(url);
  other.searchParams.set('from', from);
  other.searchParams.set('limit', String(limit));
  return other.href;
}

function limitOf(value: unknown): number {
  if (value === undefined || value === '') return DEFAULT_LIMIT;
  const limit = Number(value);
  if (Number.isInteger(limit) && limit >= 1 && limit <= LARGEST_LIMIT) return limit;
  throw new MollieError(400, 'Invalid limit value, it is a number from 1 to 250', 'limit');
}

function ascending(value: unknown): boolean {
  if (value === undefined || value === '' || value === 'desc') return false;
  if (value === 'asc') return true;
  throw new MollieError(400, 'Invalid sort value, it is asc or desc', 'sort');
}

function startOf(items: readonly { id: string }[], from: unknown): number {
  if (from === undefined || from === '') return 0;
  const start = items.findIndex(({ id }) => id === from);
  if (start === -1) throw new MollieError(400, 'Invalid cursor value', 'from');
  return start;
}
