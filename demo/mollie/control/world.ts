import { Hono } from 'hono';
import { iso } from '../clock.ts';
import { ENDPOINTS, type FaultRequest } from '../faults.ts';
import type { Parts } from '../parts.ts';
import { defaultSettings, type Settings, settingsProblem } from '../settings.ts';
import { mailsOf, returnedOf } from '../transfers.ts';
import type { ControlEnv } from './env.ts';
import { inputOf, oneOf } from './input.ts';

/** Clock, faults, settings, and what was asked and sent. */
export function worldControl({
  clock,
  faults,
  ledger,
  settings,
  requests,
  webhooks,
}: Parts): Hono<ControlEnv> {
  const time = () => ({ now: clock.now(), iso: iso(clock.now()) });

  return new Hono<ControlEnv>()
    .get('/clock', (c) => c.json(time()))
    .post('/clock', async (c) => {
      const { advance } = await inputOf(c, ['advance']);
      if (!Number.isInteger(advance) || Number(advance) < 0)
        throw new TypeError('advance is milliseconds, 0 or more');
      await clock.advance(Number(advance));
      return c.json(time());
    })

    .get('/faults', (c) => c.json({ faults: faults.list() }))
    .post('/faults', async (c) => c.json(faults.add((await c.req.json()) as FaultRequest), 201))
    .delete('/faults', (c) => {
      faults.clear();
      return c.body(null, 204);
    })
    .delete('/faults/:id', (c) => {
      faults.clear(c.req.param('id'));
      return c.body(null, 204);
    })

    .get('/settings', (c) => c.json(settings))
    .patch('/settings', async (c) => {
      const change = (await inputOf(c, Object.keys(defaultSettings()))) as Partial<Settings>;
      const problem = settingsProblem({ ...settings, ...change });
      if (problem) throw new TypeError(problem);
      Object.assign(settings, change);
      return c.json(settings);
    })

    .get('/requests', (c) => {
      const { since = '0', endpoint } = c.req.query();
      const filter = endpoint === undefined ? {} : { endpoint: oneOf(endpoint, ENDPOINTS, 'endpoint') };
      return c.json({ requests: requests.list({ since: Number(since), ...filter }) });
    })
    .delete('/requests', (c) => {
      requests.clear();
      return c.body(null, 204);
    })

    .get('/mails', (c) => c.json({ mails: mailsOf(ledger.list()) }))
    .get('/returned-transfers', (c) => c.json({ returned: returnedOf(ledger.list()) }))

    .get('/webhooks', (c) => c.json({ deliveries: webhooks.deliveries() }))
    .delete('/webhooks', (c) => {
      webhooks.clear();
      return c.body(null, 204);
    });
}
