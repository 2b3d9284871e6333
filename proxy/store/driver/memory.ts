import { realmsAsked, UNCLAIMED } from '../log-pages.ts';
import type { LogEntry, LogQuery, StoredLine } from '../store.ts';

/** Lines of each realm that are kept in memory. */
const RECENT_LINES = 10_000;

type RecentLine = { seq: number; key: string; entry: LogEntry };

/** What drivers cannot be asked for, kept in memory: which keys are due, and the newest log lines of each realm. */
export class Memory {
  readonly #dueTimes = new Map<string, number>();
  readonly #lines = new Map<string, RecentLine[]>();
  #nextSeq = 1;

  setDue(key: string, due: number | null): void {
    if (due === null) this.#dueTimes.delete(key);
    else this.#dueTimes.set(key, due);
  }

  /** Leases what is due, longest due first. */
  lease(now: number, limit: number, lease: number): string[] {
    const keys = [...this.#dueTimes]
      .filter(([, due]) => due <= now)
      .sort(([, a], [, b]) => a - b)
      .slice(0, limit)
      .map(([key]) => key);
    for (const key of keys) this.#dueTimes.set(key, now + lease);
    return keys;
  }

  addLine(key: string, entry: LogEntry): void {
    const realm = entry.realm ?? UNCLAIMED;
    const lines = this.#lines.get(realm) ?? [];
    this.#lines.set(realm, lines);
    lines.push({ seq: this.#nextSeq++, key, entry });
    if (lines.length > RECENT_LINES) lines.shift();
  }

  /** The lines that are asked for, oldest first. */
  linesOf(query: Extract<LogQuery, { realm: string }>): { seq: number; entry: StoredLine }[] {
    return this.#sorted(realmsAsked(query)).map(({ seq, key, entry }) => ({
      seq,
      entry: entry.realm === undefined ? { ...entry, key } : entry,
    }));
  }

  /** Lines of this key that nobody has claimed are the realm's from now on. */
  claim(key: string, realm: string): void {
    const unclaimed = this.#lines.get(UNCLAIMED) ?? [];
    const isClaimed = (line: RecentLine) => line.key === key;
    const claimed = unclaimed.filter(isClaimed).map((line) => ({ ...line, entry: { ...line.entry, realm } }));
    this.#lines.set(
      UNCLAIMED,
      unclaimed.filter((line) => !isClaimed(line)),
    );
    const lines = [...claimed, ...this.#sorted([realm])].toSorted((a, b) => a.seq - b.seq);
    this.#lines.set(realm, lines.slice(-RECENT_LINES));
  }

  #sorted(realms: readonly string[]): RecentLine[] {
    return realms.flatMap((realm) => this.#lines.get(realm) ?? []).toSorted((a, b) => a.seq - b.seq);
  }
}
