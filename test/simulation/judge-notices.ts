import type { Evidence } from '../proof/evidence.ts';
import type { Notice, World } from './observed.ts';
import type { Record } from './record.ts';

/**
 * Who sends a notification holds it for half a minute, and after a failure nobody tries it again within five seconds: two
 * proxies that send the same one within less have not heeded whose it is. Milliseconds.
 */
const AT_ONCE = 4000;

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
