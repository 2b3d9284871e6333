import { LRUCache } from 'lru-cache';
import type { Brand } from '../../shared/api.ts';
import { type Assets, payPageScript } from '../http/assets.ts';
import { once } from '../lib/once.ts';
import type { Log } from '../log/index.ts';
import { createPages, type PageOptions, type Pages } from '../pages/index.ts';

/** For whoever runs the proxy. */
const SCRIPT_MISSING =
  'The script of the pay page is not there: the page works, but does not look for news. Run `npm run build:widget`, or hand the built files to createProxy as `assets`.';

type Deps = { assets: () => Promise<Assets>; log: Log };

/** Looks whose pages are kept; those of others are made again. */
const MOST_LOOKS = 200;

/** The pages in each account's look, made once for each. */
export function createPagesOf(
  options: Omit<PageOptions, 'brand'>,
  deps: Deps,
): (brand: Brand) => Promise<Pages> {
  const made = new LRUCache<string, () => Promise<Pages>>({ max: MOST_LOOKS });
  return (brand) => {
    const key = JSON.stringify(brand);
    const pages = made.get(key) ?? createPagesOnce({ ...options, brand }, deps);
    made.set(key, pages);
    return pages();
  };
}

/** The pages, made once. Where their script cannot be read, they come without it, and the next request tries again. */
function createPagesOnce(options: PageOptions, { assets, log }: Deps): () => Promise<Pages> {
  let isTold = false;
  const tellOnce = () => {
    if (!isTold) log({ level: 'warn', code: 'pay_page_script_missing', message: SCRIPT_MISSING });
    isTold = true;
  };
  const bare = once(() => createPages(options));
  const whole = once(async () => {
    const script = payPageScript(await assets());
    if (script === undefined) tellOnce();
    return createPages({ ...options, script });
  });
  return () =>
    whole().catch(() => {
      tellOnce();
      return bare();
    });
}
