import { type Assets, payPageScript } from '../http/assets.ts';
import { once } from '../lib/once.ts';
import type { Log } from '../log/index.ts';
import { createPages, type PageOptions, type Pages } from '../pages/index.ts';

/** For whoever runs the proxy. */
const SCRIPT_MISSING =
  'The script of the pay page is not there: the page works, but does not look for news. Run `npm run build:widget`, or hand the built files to createProxy as `assets`.';

type Deps = { assets: () => Promise<Assets>; log: Log };

/** The pages, made once. Where their script cannot be read, they come without it, and the next request tries again. */
export function createPagesOnce(options: PageOptions, { assets, log }: Deps): () => Promise<Pages> {
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
