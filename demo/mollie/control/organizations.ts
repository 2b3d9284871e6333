import { Hono } from 'hono';
import type {
  MethodChange,
  OrganizationRequest,
  Organizations,
  ProfileChange,
  ProfileRequest,
} from '../organizations.ts';
import type { Mode } from '../records.ts';
import type { ControlEnv } from './env.ts';
import { inputOf, oneOf, optionalText } from './input.ts';

const MODES: readonly Mode[] = ['test', 'live'];

const CHANGE = ['name', 'website', 'status', 'methods', 'inactiveMethods', 'inactiveStatus', 'limits'];

/** Merchants, their profiles and keys. */
export function organizationControl(organizations: Organizations): Hono<ControlEnv> {
  return new Hono<ControlEnv>()
    .get('/organizations', (c) => c.json({ organizations: organizations.list() }))
    .post('/organizations', async (c) => {
      const request = await inputOf(c, ['id', 'profileId', 'apiKeys', ...CHANGE]);
      return c.json(organizations.add(request as OrganizationRequest), 201);
    })
    .post('/organizations/:id/profiles', async (c) => {
      const request = await inputOf(c, ['id', 'apiKeys', ...CHANGE]);
      return c.json(organizations.addProfile(c.req.param('id'), request as ProfileRequest), 201);
    })
    .get('/profiles/:id', (c) => c.json(organizations.profile(c.req.param('id'))))
    .patch('/profiles/:id', async (c) => {
      const change = (await inputOf(c, CHANGE)) as ProfileChange;
      return c.json(organizations.change(c.req.param('id'), change));
    })
    .patch('/profiles/:id/methods/:method', async (c) => {
      const change = (await inputOf(c, ['active', 'minimum', 'maximum'])) as MethodChange;
      return c.json(organizations.setMethod(c.req.param('id'), c.req.param('method'), change));
    })
    .post('/profiles/:id/keys', async (c) => {
      const { mode, apiKey } = await inputOf(c, ['mode', 'apiKey']);
      const given = optionalText(apiKey, 'apiKey');
      const key = organizations.addKey(c.req.param('id'), oneOf(mode, MODES, 'mode'), given);
      return c.json({ apiKey: key }, 201);
    })
    .post('/keys/revoke', async (c) => {
      const { apiKey } = await inputOf(c, ['apiKey']);
      organizations.revoke(String(apiKey));
      return c.body(null, 204);
    });
}
