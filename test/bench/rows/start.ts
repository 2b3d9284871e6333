import { bearer, claimsOf } from '../help/invoices.ts';
import { inTurn, milliseconds } from '../help/measure.ts';
import { ask, openShop, type Program, startBare } from '../help/programs.ts';
import type { Row } from '../help/row.ts';

/** More than elsewhere: a start is short, and has much that varies. */
const ROUNDS = 15;

export const start: Row = {
  name: 'start',
  what: 'start until ready: the process is asked for, `GET /ready` answers 200',
  baseline: 'a bare Hono server, until its route answers',
  reach: '+ ≤ 150 ms',
  async run(context) {
    const shop = await openShop(context);
    // The store is there, as at every start but the first.
    const first = await shop.serve();
    const status = await ask(`${first.url}/v1/invoice`, await bearer(claimsOf(0)));
    await first.stop();
    const time = async (begin: () => Promise<Program>, path: string) => {
      const began = performance.now();
      const program = await begin();
      await ask(`${program.url}${path}`);
      const took = performance.now() - began;
      await program.stop();
      return took;
    };
    const [measured, base] = await inTurn(
      [() => time(() => shop.serve(), '/ready'), () => time(() => startBare(status), '/')],
      ROUNDS,
    );
    const outcome = `+ ${milliseconds(measured - base)}`;
    const isReached = measured - base <= 150;
    return [{ measured: milliseconds(measured), base: milliseconds(base), outcome, isReached }];
  },
};
