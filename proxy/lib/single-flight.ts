import { type Clock, SECOND } from './clock.ts';
import { goesOn, isOnWorkers } from './scope.ts';
import { withTimeout } from './with-timeout.ts';

/**
 * Work that several callers want at once is done once for all of them. A caller that needs `later` news joins only work
 * that has not begun yet: all who come while one round is running, or just after it began, share the next.
 */
export type Share<T> = (key: string, work: Work<T>, needs: 'any' | 'later') => Promise<T>;

/** Is told whether it had to wait for a round before it. */
type Work<T> = (hasWaited: boolean) => Promise<T>;

/** Between the beginnings of two rounds, in milliseconds: a crowd that presses at once arrives within some of these. */
const PAUSE = 200;

/** On Workers a round dies with the request that began it, and nobody hears of it. Milliseconds. */
const DEAD_AFTER = 5 * SECOND;

type Round<T> = { began: number; answer: Promise<T>; isOver: boolean; next: Promise<T> | null };

export function createSingleFlight<T>(clock: Clock): Share<T> {
  const rounds = new Map<string, Round<T>>();

  /** Resolves once the pause after the round's beginning is over. */
  const rest = ({ began }: Round<T>) => clock.sleep(began + PAUSE - clock.monotonic());

  function start(key: string, work: Work<T>, hasWaited: boolean): Promise<T> {
    const round: Round<T> = { began: clock.monotonic(), answer: work(hasWaited), isOver: false, next: null };
    rounds.set(key, round);
    const end = async () => {
      round.isOver = true;
      await rest(round);
      if (rounds.get(key) === round && !round.next) rounds.delete(key);
    };
    goesOn(round.answer.then(end, end));
    return round.answer;
  }

  function join(key: string, work: Work<T>, needs: 'any' | 'later'): Promise<T> {
    const round = rounds.get(key);
    if (!round || (needs === 'any' && round.isOver && !round.next)) return start(key, work, false);
    if (needs === 'any') return round.isOver ? round.next! : round.answer;
    const begin = () => start(key, work, true);
    round.next ??= Promise.allSettled([round.answer, rest(round)]).then(begin);
    return round.next;
  }

  async function joinOrReplace(key: string, work: Work<T>, needs: 'any' | 'later'): Promise<T> {
    let isOwn = false;
    const own: Work<T> = (hasWaited) => {
      isOwn = true;
      return work(hasWaited);
    };
    const joined = join(key, own, needs);
    const done = await withTimeout(
      clock,
      joined.then((value) => ({ value })),
      DEAD_AFTER,
    );
    if (done) return done.value;
    return isOwn ? joined : start(key, own, false);
  }

  return isOnWorkers ? joinOrReplace : join;
}
