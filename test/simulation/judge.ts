import type { Told as Answered } from '../proof/evidence.ts';
import { judgeTold, leastWrong } from '../proof/judge-answers.ts';
import { judgeAsks } from '../proof/judge-creates.ts';
import { judgePresses } from '../proof/judge-presses.ts';
import { disregardedAtRest } from '../proof/knowable.ts';
import { judgeNotice, judgeNotices } from './judge-notices.ts';
import { judgeViews, Watcher } from './judge-views.ts';
import type { Hooks, Observation, SimulatedInvoice, TruePayment, World } from './observed.ts';
import { differences, truth } from './oracle.ts';
import { Record, slugOf } from './record.ts';

/** Everything in a world that must never be. One for each world. */
export function createJudge(): Hooks {
  const record = new Record();
  const watchers: Watcher[] = [];
  const watcherOf = (invoice: number) => {
    watchers[invoice] ??= new Watcher();
    return watchers[invoice];
  };

  return {
    ...record.hooks,
    onNotification: (notice, world) => judgeNotice(notice, record, world),
    async onQuiet({ index }, world) {
      const observation = await world.observe(index);
      record.noteShown(observation.payments, world.stamp());
      judgeTwins(observation.payments, world);
      for (const what of judgeViews(observation, watcherOf(index))) world.fail('wrong view', what);
      judgeCreates(index, record, world);
    },
    async onEnd(world) {
      for (const invoice of world.invoices) {
        const observation = await world.observe(invoice.index);
        record.noteShown(observation.payments, world.stamp());
        judgeTwins(observation.payments, world);
        judgeRest(observation, record, world);
        for (const what of judgeViews(observation, watcherOf(invoice.index))) world.fail('wrong view', what);
        await audit(invoice, observation, record, world);
      }
    },
  };
}

/** Once all has come to rest, every proxy tells what Mollie's books and the host's statements come to. */
function judgeRest(
  { invoice, views, payments, statements, account }: Observation,
  record: Record,
  world: World,
): void {
  for (const { proxy, view, error } of views) {
    if (!view) {
      world.fail('no view', `invoice ${invoice}, proxy ${proxy}: ${error}`);
      continue;
    }
    const { link, attempts = [] } = view;
    if (link === null) continue;
    // Money of another mode is not counted.
    const own = payments
      .filter((one) => link.endsWith(slugOf(one) ?? '-') && record.isFindable(one))
      .map((one) => record.asKnown(one, attempts));
    const evidence = record.evidence(invoice, link.split('/').at(-1)!, world, []);
    const verdicts = disregardedAtRest(evidence.payments, evidence).map((gone) => {
      const reckoned = truth(statements, own, gone);
      if (!reckoned) return [];
      const wrong = differences(view, reckoned);
      const canPay = reckoned.due > 0 && account.mode !== null && !account.isPaused;
      if (view.canPay !== canPay) wrong.push(`canPay is ${view.canPay}`);
      return wrong;
    });
    for (const what of leastWrong(verdicts)!)
      world.fail('wrong at rest', `invoice ${invoice}, proxy ${proxy}: ${what}`);
  }
}

/** All that was asked and led to, where anything was asked since this was last judged. */
function judgeCreates(index: number, record: Record, world: World): void {
  for (const slug of record.slugsAskedSince(index)) {
    const evidence = record.evidence(index, slug, world, []);
    for (const { kind, what } of [...judgeAsks(evidence), ...judgePresses(evidence)])
      world.fail(kind, `invoice ${index}: ${what}`);
  }
}

/** All that was asked, made, led to, told and logged, from the beginning. */
async function audit(
  invoice: SimulatedInvoice,
  { views }: Observation,
  record: Record,
  world: World,
): Promise<void> {
  const { index, account } = invoice;
  const view = views.find((one) => one.view)?.view;
  const link = view?.link ?? null;
  for (const slug of record.slugs(index)) {
    const isAwake = link?.endsWith(slug) ?? false;
    const told: Answered[] = isAwake && view ? [{ slug, view, log: await world.log(index) }] : [];
    const all = record.evidence(index, slug, world, []);
    const evidence = record.evidence(index, slug, world, told, told[0]?.view.attempts);
    const violations = [
      ...judgeAsks(all),
      ...judgePresses(all),
      ...told.flatMap((one) => judgeTold(one, evidence)),
    ];
    for (const { kind, what } of violations) world.fail(kind, `invoice ${index}: ${what}`);
    for (const what of judgeNotices(evidence)) world.fail('lost notification', `invoice ${index}: ${what}`);
    for (const { from, to } of record.pausesOf(account)) {
      const paused = evidence.decisions.filter(({ at }) => from <= at && at <= to);
      for (const { mac } of paused) world.fail('asked while paused', `invoice ${index}: ${mac}`);
    }
  }
}

/** One create at Mollie for each attempt, whoever sends it and how often. */
function judgeTwins(payments: readonly TruePayment[], world: World): void {
  const made = new Map<string, string>();
  for (const payment of payments) {
    const attempt = `${slugOf(payment)} ${payment.n}`;
    const twin = made.get(attempt);
    if (twin) world.fail('made twice', `${twin} and ${payment.id} are attempt ${payment.n}`);
    else made.set(attempt, payment.id);
  }
}
