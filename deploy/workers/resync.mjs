// resync.mjs
import { createProxy } from 'invoice-pay-button/proxy';
import { getPlatformProxy } from 'wrangler';

const { env, dispose } = await getPlatformProxy();
const proxy = createProxy({ env: process.env, storage: env.DB });
console.log(await proxy.resync());
await proxy.close();
await dispose();
