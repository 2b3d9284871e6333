/** Puts the checked proxy in the place of the proxy, for whatever is loaded from now on. `--import` it into a process. */
import { registerHooks } from 'node:module';

const APP = new URL('../../../proxy/app.ts', import.meta.url).href;
const CHECKED = new URL('./app.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    return resolved.url === APP && context.parentURL !== CHECKED ? { ...resolved, url: CHECKED } : resolved;
  },
});
