import { LRUCache } from 'lru-cache';
import type { Amount } from '../../shared/api.ts';
import { methodName } from '../../shared/methods.ts';
import type { FindingCode } from '../codes/findings.ts';
import type { Changes, LogDetails, LogEvent } from '../codes/log-events.ts';
import type { Texts } from './en.ts';
import { DEFAULT_TIME_ZONE, dayOf, formatAmount, formatDate, formatTime, formatZone } from './format.ts';
import { type Language, texts } from './languages.ts';
import { pickLanguage, pickLocale, type Wishes } from './pick-language.ts';
import type { ErrorText, FindingText, Formatters } from './text-types.ts';

/** One language with one customer's formats: everything that is said to them. */
export type Translator = Formatters & {
  language: Language;
  /** BCP 47, with region. */
  locale: string;
  timeZone: string;
  texts: Texts;
  /** The message of an error. `from` and `to` are decimal strings where `currency` is given, else ready to read. */
  error(code: string, params?: Readonly<Record<string, string>>): string;
  finding(code: FindingCode): FindingText;
  /** What a log entry says; an event from another version of the proxy says its name. */
  log(event: string, details: Readonly<Record<string, unknown>>): string;
};

/** Browsers have few different wishes; those of the others are read again. */
const translators = new LRUCache<string, Translator>({ max: 500 });

/** The translator for whoever asks: language and locale are picked by their wishes. */
export function translatorFor(wishes: Wishes, timeZone?: string): Translator {
  const { query, acceptLanguage, locale } = wishes;
  const key = JSON.stringify([query, acceptLanguage, locale, timeZone]);
  const known = translators.get(key);
  if (known) return known;
  const language = pickLanguage(wishes);
  const made = createTranslator(language, pickLocale(language, wishes), timeZone);
  translators.set(key, made);
  return made;
}

/** The translator of `language`, with amounts and dates as `locale` writes them and the hours of `timeZone`. */
export function createTranslator(
  language: Language,
  locale: string = texts(language).locale,
  timeZone: string = DEFAULT_TIME_ZONE,
): Translator {
  const words = texts(language);
  const amount = (value: Amount) => formatAmount(value, locale);
  const date = (day: string) => formatDate(day, locale);
  const hour = (at: string) => words.clock(formatTime(at, locale, timeZone));
  const onDay = (at: string) => words.dateTime(date(dayOf(at, timeZone)), hour(at));

  const formatters: Formatters = {
    amount,
    date,
    time: (at, now) => (dayOf(at, timeZone) === dayOf(now, timeZone) ? hour(at) : onDay(at)),
    dateTime: (at) => (language === 'en' ? `${onDay(at)} ${formatZone(at, locale, timeZone)}` : onDay(at)),
    method: (id) => methodName(id, words.methods),
    changes: (changes) => describe(changes, words, formatters),
  };

  return {
    ...formatters,
    language,
    locale,
    timeZone,
    texts: words,
    error(code, { claim = '', from = '', to = '', reason = '', detail = '', method = '', currency } = {}) {
      const text = lookUp<ErrorText>(words.errors, code) ?? words.errors.internal_error;
      const money = (value: string) => (currency ? amount({ currency, value }) : value);
      return typeof text === 'string'
        ? text
        : text({
            claim,
            from: money(from),
            to: money(to),
            reason,
            detail,
            method: method && formatters.method(method),
          });
    },
    finding: (code) => words.connection[code],
    log(event, details) {
      const text = lookUp<(details: LogDetails[LogEvent], format: Formatters) => string>(words.log, event);
      return text ? text(details as LogDetails[LogEvent], formatters) : event;
    },
  };
}

function describe(
  { total, paidElsewhere, dueDate, void: withdrawn, others }: Changes,
  { changes }: Texts,
  format: Formatters,
): string {
  return [
    withdrawn && (withdrawn.to ? changes.withdrawn : changes.reinstated),
    total && changes.total(format.amount(total.from), format.amount(total.to)),
    paidElsewhere &&
      changes.paidElsewhere(format.amount(paidElsewhere.from), format.amount(paidElsewhere.to)),
    dueDate && (dueDate.to ? changes.dueDate(format.date(dueDate.to)) : changes.noDueDate),
    others && changes.others(others.join(', ')),
  ]
    .filter((change) => change !== undefined)
    .join('; ');
}

/** Own keys only: codes and events may come from a store or another version. */
function lookUp<T>(table: object, key: string): T | undefined {
  return Object.hasOwn(table, key) ? (table as Record<string, T>)[key] : undefined;
}
