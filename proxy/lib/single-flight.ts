import { perScope } from './scope.ts';

/**
 * Work that several callers want at once is done once for all of them. A caller that needs `later` news joins only work
 * that has not begun yet: all who come while one round is running, or just after it began, share the next.
 */
export type Share<T> = (key: string, work: Work<T>, needs: 'any' | 'later') => Promise<T>;

/** Is told whether it had to wait for a round before it. */
type Work<T> = (hasWaited: boolean) => Promise<T>;

/** Between the beginnings of two rounds, in milliseconds: a crowd that presses at once arrives within some of these. */
const PAUSE = 200;

type Round<T> = { began: number; answer: Promise<T>; isOver: boolean; next: Promise<T> | null };

export function createSingleFlight<T>(): Share<T> {
  const roundsUnderWay = perScope(() => new Map<string, Round<T>>());

  function start(key: string, work: Work<T>, hasWaited: boolean): Promise<T> {
    const rounds = roundsUnderWay();
    const round: Round<T> = { began: performance.now(), answer: work(hasWaited), isOver: false, next: null };
    rounds.set(key, round);
    const end = async () => {
      round.isOver = true;
      await rest(round);
      if (rounds.get(key) === round && !round.next) rounds.delete(key);
    };
    round.answer.then(end, end);
    return round.answer;
  }

  return function share(key, work, needs) {
    const round = roundsUnderWay().get(key);
    if (!round || (needs === 'any' && round.isOver && !round.next)) return start(key, work, false);
    if (needs === 'any') return round.isOver ? round.next! : round.answer;
    const begin = () => start(key, work, true);
    round.next ??= Promise.allSettled([round.answer, rest(round)]).then(begin);
    return round.next;
  };
}

/** Resolves once the pause after the round's beginning is over. */
function rest({ began }: Pick<Round<unknown>, 'began'>): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, began + PAUSE - performance.now()));
}
