/** Loaded into a proxy's process by `test/proxy/checked-answers.test.ts`: `GET /health` says something else. */
import './register.ts';
import { registerHooks } from 'node:module';

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    if (!url.endsWith('/proxy/routes/operations.ts')) return loaded;
    return { ...loaded, source: String(loaded.source).replace("status: 'ok'", "status: 'fine'") };
  },
});
