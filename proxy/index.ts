export type * from '../shared/api.ts';
export { createProxy, type PayProxy, type ProxyOptions } from './app.ts';
export { ConfigError } from './config/index.ts';
