import type { AttemptView } from '../../shared/api.ts';
import type { Observation, TruePayment } from './observed.ts';
import { contradictions, tells } from './oracle.ts';
import { slugOf } from './record.ts';

/** Who reads an invoice again and again: which past of each payment it was told last. */
export class Watcher {
  readonly #told = new Map<string, number>();

  /** The earliest state that the attempt can tell, not earlier than what was told before; undefined where it tells none. */
  follow(attempt: AttemptView, payment: TruePayment): number | undefined {
    const last = this.#told.get(payment.id) ?? 0;
    const at = payment.past.findIndex((state, index) => index >= last && tells(attempt, payment, state));
    if (at < 0) return undefined;
    this.#told.set(payment.id, at);
    return at;
  }
}

/**
 * What is wrong with what the proxies tell of an invoice while nothing is under way about it. They may not know yet what
 * has happened at Mollie, but what they tell holds together, is of this invoice and has been true, and never goes back.
 */
export function judgeViews(
  { invoice, views, payments, statements }: Observation,
  watcher: Watcher,
): string[] {
  const wrong: string[] = [];
  for (const { proxy, view } of views) {
    // An account without a key tells the facts alone.
    if (!view || view.link === null) continue;
    const where = `invoice ${invoice}, proxy ${proxy}`;
    wrong.push(...contradictions(view, statements).map((what) => `${where}: ${what}`));
    for (const attempt of view.attempts ?? []) {
      const payment = payments.find(({ id }) => id === attempt.id);
      const isOwn = payment && view.link.endsWith(slugOf(payment) ?? '-');
      if (!isOwn) wrong.push(`${where}: ${attempt.id} is not its payment`);
      else if (watcher.follow(attempt, payment) === undefined) {
        wrong.push(`${where}: ${attempt.id} has never been ${figures(attempt)}, or is not any more`);
      }
    }
  }
  return wrong;
}

function figures({ status, amount, refunded, chargedBack, captured }: AttemptView): string {
  return [status, ...[amount, refunded, chargedBack, captured].map((one) => one?.value ?? '-')].join(' ');
}
