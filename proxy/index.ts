export type * from '../shared/api.ts';
export { createProxy, type PayProxy } from './app.ts';
export type { ProxyOptions } from './compose.ts';
export { ConfigError } from './config/index.ts';
