export type * from '../shared/api.ts';
export { createProxy, type PayProxy } from './app.ts';
export type { ProxyOptions } from './compose/index.ts';
export { ConfigError, type Environment } from './config/index.ts';
export { ProxyError } from './errors.ts';
export type { Asset, Assets } from './http/assets.ts';
export type { D1Database } from './store/d1/index.ts';
export * from './store/store.ts';
