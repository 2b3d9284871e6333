import type { LogEntryView } from '../../shared/api.ts';
import type { Evidence } from '../proof/evidence.ts';
import type { Notice, World } from './observed.ts';
import type { Record } from './record.ts';

/**
 * Who sends a notification holds it for half a minute, and after a failure nobody tries it again within five seconds: two
 * proxies that send the same one within less have not heeded whose it is. Milliseconds.
 */
const AT_ONCE = 4000;

/** For how long news of money is tried to be told. Milliseconds. */
const PATIENCE = 3 * 24 * 3_600_000;

/** Judges a notification as it arrives, by those that came before. */
export function judgeNotice(notice: Notice, record: Record, world: World): void {
  if (notice.invoice === null) return;
  const same = world.notices(notice.invoice).filter((one) => one !== notice && one.id === notice.id);
  const other = same.find((one) => one.type !== notice.type || one.paymentId !== notice.paymentId);
  if (other) world.fail('one id for two', `${notice.id} is ${other.type} and ${notice.type}`);
  // Where a clock is wrong, so is the time that is left.
  const rival = same.find(
    (one) => one.proxy !== notice.proxy && Math.abs(one.sentAt - notice.sentAt) < AT_ONCE,
  );
  if (rival && record.isTimeCertain) {
    const what = `${notice.id} by proxy ${rival.proxy} at ${rival.sentAt} and by proxy ${notice.proxy} at ${notice.sentAt}`;
    world.fail('told by two at once', what);
  }
}

/** Versions tell the order: two that differ in money never have the same. */
export function judgeNotices({ notices }: Evidence): string[] {
  const byVersion = new Map<number, string>();
  const wrong: string[] = [];
  for (const { version, invoice, type } of notices ?? []) {
    const { paid, refunded, chargedBack, pending } = invoice;
    const money = [paid, refunded, chargedBack, pending].map(({ value }) => value).join(' ');
    const known = byVersion.get(version);
    if (known !== undefined && known !== money) wrong.push(`${type} ${version}: ${known} and ${money}`);
    byVersion.set(version, money);
  }
  return wrong;
}

/** What is given up was tried for three days before: the log has the first failure and the end. */
export function judgeGivenUp(log: readonly LogEntryView[]): string[] {
  const given = log.filter(({ event }) => event === 'notification.given_up');
  return given.flatMap(({ at, details: { id, type } }) => {
    const first = log.find(({ event, details }) => event === 'notification.failed' && details.id === id);
    const isTried = first !== undefined && Date.parse(at) - Date.parse(first.at) >= PATIENCE;
    return isTried ? [] : [`${String(id)}, ${String(type)}, was given up at ${at}`];
  });
}
