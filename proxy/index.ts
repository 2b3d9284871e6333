export { createProxy, type PayProxy, type ProxyOptions } from './app.ts';
export { ConfigError } from './config.ts';
export type * from './types.ts';
