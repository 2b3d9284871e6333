// src/index.ts
import { env } from 'cloudflare:workers';
import { assets } from 'invoice-pay-button/assets';
import { createProxy } from 'invoice-pay-button/proxy';

const proxy = createProxy({ env, storage: env.DB, assets });

export default {
  fetch: proxy.fetch,
  async scheduled() {
    // One call of a Worker may ask others only so often; what is left waits for the next minute.
    for (let round = 0; round < 10 && (await proxy.watch()) > 0; round++);
  },
};
