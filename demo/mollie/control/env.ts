import type { HttpBindings } from '@hono/node-server';

export type ControlEnv = { Bindings: Partial<HttpBindings> };
