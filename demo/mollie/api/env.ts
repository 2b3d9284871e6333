import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Profile } from '../profiles.ts';
import type { Mode } from '../records.ts';
import type { LoggedRequest } from '../requests.ts';

/** What travels with a request through the API. */
export type ApiEnv = {
  Bindings: Partial<HttpBindings>;
  Variables: { mode: Mode; apiKey: string; profile: Profile; logged: LoggedRequest };
};

export type ApiContext = Context<ApiEnv>;
