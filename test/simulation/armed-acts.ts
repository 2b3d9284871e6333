import type { Act } from './act.ts';
import { among, stateFor } from './aim.ts';
import { FAULT_NAMES } from './faults.ts';

/** Faults that wait for an operation which they befall. What happens to servers and accounts is done at once. */
const ARMED = FAULT_NAMES.filter((name) => !/^(proxy|account): /.test(name));

const ONLY: Record<string, readonly (string | null)[]> = {
  mollie: ['create', 'create', 'get', 'cancel', null],
  store: ['write', 'write', 'get', 'due', null],
};

/** So many faults of a name come together, each at a state of its own. */
const TOGETHER = 8;

/** Which operations they befall, and when, the numbers say. */
export const ARMED_ACTS: Record<string, Act> = Object.fromEntries(
  ARMED.map((name): [string, Act] => {
    const seam = name.slice(0, name.indexOf(':'));
    const run: Act['run'] = ({ arms }, [only, skip, times, state]) => {
      const kind = among(ONLY[seam] ?? [null], only) ?? null;
      const often = times < 0.6 ? 1 : times < 0.8 ? 3 : 12;
      arms.add({ name, only: kind, state: null, skip: Math.floor(skip ** 2 * 6), times: often });
      for (let one = 0; one < TOGETHER; one++) {
        const aim = stateFor(state + one / TOGETHER);
        arms.add({ name, only: null, state: aim, skip: Math.floor(skip * 2), times: 1 });
      }
    };
    // Little is told, by Mollie or to the host.
    return [name, { weight: seam === 'host' || seam === 'webhook' ? 8 : 4, run }];
  }),
);
