import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Mode } from '../records.ts';
import type { LoggedRequest } from '../requests.ts';
import type { Profile } from '../settings.ts';

/** What travels with a request through the API. */
export type ApiEnv = {
  Bindings: Partial<HttpBindings>;
  Variables: { mode: Mode; apiKey: string; profile: Omit<Profile, 'apiKeys'>; logged: LoggedRequest };
};

export type ApiContext = Context<ApiEnv>;
