import { PERSONAL } from './billing.ts';
import type { Accounts, Evidence, Text, Violation, ViolationKind } from './evidence.ts';
import { cents } from './expected-balance.ts';

/** An API key as Mollie has it; what people are shown of one has an ellipsis. */
const API_KEY = /\b(?:test|live)_\w{20,}/;

/** All that is some account's: numbers, payments, slugs and profiles. */
const NAMES = /\b(?:number-[\w.-]+|tr_\w+|pfl_\w+|[a-z2-7]{32})\b/g;

/** Whether a change of an account's key may have come between. */
export function isChanged(slug: string, { accounts }: Evidence, isSince: (at: number) => boolean): boolean {
  const owner = accounts?.owners.get(slug);
  return accounts?.changes.some(({ account, at }) => account === owner && isSince(at)) ?? false;
}

/** Nothing of one account is another's: no payment, no word. */
export function judgeAccounts(evidence: Evidence): Violation[] {
  const { accounts } = evidence;
  if (!accounts) return [];
  const owners = new Map(accounts.owners);
  for (const { id, slug } of evidence.payments) if (slug) owners.set(id, owners.get(slug)!);
  return [
    ...judgeProfiles(evidence, accounts),
    ...judgePauses(evidence, accounts),
    ...accounts.texts.flatMap((text) => judgeText(text, owners)),
    ...accounts.texts.flatMap((text) => judgePersonal(text, evidence)),
    ...accounts.hints
      .filter(({ hint, heard }) => !heard.includes(hint))
      .map(({ account, hint, heard }) =>
        violation('lost notification', account, `the host has heard of ${heard}, not ${hint}`),
      ),
  ];
}

/** Every payment was made with a key of its own merchant. */
function judgeProfiles({ payments }: Evidence, { owners }: Accounts): Violation[] {
  return payments
    .filter(({ slug, profileId }) => slug && owners.get(slug) !== owners.get(profileId!))
    .map(({ id, slug, profileId }) => violation('asked for another account', slug!, `${id} in ${profileId}`));
}

function judgePauses({ asks, decisions }: Evidence, { owners, pauses }: Accounts): Violation[] {
  return asks.flatMap(({ slug, mac, n }) => {
    const spans = pauses.filter(({ account }) => account === owners.get(slug));
    // Several servers may have decided the same; one of them was right, or none.
    const own = decisions.filter((one) => one.mac === mac);
    const isPaused = (at: number) => spans.some(({ from, to }) => from <= at && at <= to);
    return own.length > 0 && own.every(({ at }) => isPaused(at))
      ? [violation('asked while paused', slug, `attempt ${n}`)]
      : [];
  });
}

function judgeText({ account, where, text }: Text, owners: ReadonlyMap<string, string>): Violation[] {
  const key = API_KEY.exec(text)?.[0];
  const names = account === null ? [] : [...new Set(text.match(NAMES))];
  const foreign = names.filter((name) => (owners.get(name) ?? account) !== account);
  return [
    ...(key ? [violation('told a key', account ?? '', `${where}: ${key}`)] : []),
    ...foreign.map((name) => violation('named another account', account!, `${where}: ${name}`)),
  ];
}

/** Who is billed stands in the record alone, as long as something can be paid. */
function judgePersonal({ account, where, text }: Text, { invoices }: Evidence): Violation[] {
  const record = invoices.find(({ slug }) => where === `stored as ${slug}`);
  if (record && cents(record.view.due.value) > 0) return [];
  const told = PERSONAL.filter((part) => text.includes(part));
  return told.map((part) => violation('told who is billed', account ?? '', `${where}: ${part}`));
}

function violation(kind: ViolationKind, slug: string, what: string): Violation {
  return { kind, slug, what };
}
