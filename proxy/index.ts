export type * from '../shared/api.ts';
export { createProxy, type PayProxy } from './app.ts';
export type { ProxyOptions } from './compose/index.ts';
export { ConfigError } from './config/index.ts';
