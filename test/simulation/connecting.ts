import type { Bank } from './bank.ts';
import type { Host } from './host.ts';
import type { People } from './people.ts';

type Stage = {
  host: Host;
  bank: Bank;
  people: People;
  /** Is told when a change of an account is sent, and when it was answered for certain. */
  onAccount: (account: string, isAnswered: boolean) => void;
};

export type ConnectWish = 'first' | 'rotated' | 'other profile' | 'other mode';

/** What came of a change, as far as its answer tells. */
type Outcome = 'done' | 'refused' | 'unknown';

/** Keys by what they are at Mollie; each merchant has them in this order. */
function keyFor({ host, bank }: Stage, name: string, wish: ConnectWish, pick: number): string {
  const [first, other] = bank.merchants.find(({ account }) => account === name)!.profiles;
  const { apiKey, mode } = host.account(name);
  if (wish === 'first' || apiKey === null) return first!.keys[0]!;
  const opposite = mode === 'live' ? 'test' : 'live';
  const wanted = wish === 'other mode' ? opposite : mode!;
  const profile = wish === 'other profile' && !other!.keys.includes(apiKey) ? other! : first!;
  const keys = profile.keys.filter((key) => key.startsWith(wanted) && key !== apiKey);
  return keys[Math.floor(pick * keys.length)] ?? first!.keys[0]!;
}

/** The merchant connects another key. */
export function connect(stage: Stage, name: string, wish: ConnectWish, pick: number): Promise<boolean> {
  const { host, bank } = stage;
  const account = host.account(name);
  const apiKey = keyFor(stage, name, wish, pick);
  const profiles = bank.merchants.find((one) => one.account === name)!.profiles;
  const known = [...account.keys];
  account.keys.set(apiKey, account.keys.get(apiKey) ?? false);
  return change(stage, name, 'PUT', { apiKey }, (outcome) => {
    if (outcome === 'refused') account.keys = new Map(known);
    if (outcome !== 'done') return;
    account.keys.set(apiKey, true);
    account.apiKey = apiKey;
    account.mode = apiKey.startsWith('live') ? 'live' : 'test';
    account.profileId = profiles.find(({ keys }) => keys.includes(apiKey))!.id;
  });
}

export function pause(stage: Stage, name: string, paused: boolean): Promise<boolean> {
  return change(stage, name, 'PUT', { paused }, (outcome) => {
    if (outcome !== 'refused') stage.host.account(name).isPaused = outcome === 'done' ? paused : null;
  });
}

export function disconnect(stage: Stage, name: string): Promise<boolean> {
  const account = stage.host.account(name);
  const known = [...account.keys];
  // From now on they may be forgotten, until it is answered, and where no answer comes.
  for (const key of account.keys.keys()) account.keys.set(key, false);
  return change(stage, name, 'DELETE', undefined, (outcome) => {
    if (outcome === 'refused') account.keys = new Map(known);
    else account.apiKey = null;
    if (outcome !== 'done') return;
    account.keys.clear();
    Object.assign(account, { mode: null, profileId: null });
  });
}

/** One change after the other, since of two the later counts. Answers whether it was done for certain. */
async function change(
  { host, people, onAccount }: Stage,
  name: string,
  method: 'PUT' | 'DELETE',
  body: Record<string, unknown> | undefined,
  done: (outcome: Outcome) => void,
): Promise<boolean> {
  const account = host.account(name);
  account.isBusy = true;
  const wasUnsure = account.isUnsure;
  account.isUnsure = true;
  const headers = { authorization: `Bearer ${host.adminToken(name)}`, 'content-type': 'application/json' };
  const incoming = { method, path: '/v1/connection', headers, ...(body && { body: JSON.stringify(body) }) };
  const said =
    body && 'apiKey' in body
      ? `connects ${String(body.apiKey).slice(0, 16)}`
      : JSON.stringify(body ?? method);
  onAccount(name, false);
  const answer = await people.send(`admin of ${name} ${said}`, null, 'connect', incoming, true);
  account.isBusy = false;
  const isDone = answer !== undefined && answer.status < 300;
  const isRefused = answer !== undefined && answer.status >= 400 && answer.status < 500;
  // A key or a pause that is set for certain says nothing of the other, of which it may not be known.
  account.isUnsure = isDone ? wasUnsure && !(body && 'apiKey' in body) : isRefused ? wasUnsure : true;
  done(isDone ? 'done' : isRefused ? 'refused' : 'unknown');
  if (isDone || isRefused) onAccount(name, true);
  return isDone;
}
