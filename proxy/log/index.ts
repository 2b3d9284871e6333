import { referenceOfRequest } from './reference.ts';

/** The gravest first. */
export const LEVELS = ['error', 'warn', 'info', 'debug'] as const;

export type Level = (typeof LEVELS)[number];

/** Takes what the process's log is to say: `level`, `code` or `message`, and more. */
export type Log = (entry: Record<string, unknown>) => void;

/** Passes on what is at least as grave as `level`, with the reference of the request during which it is said. */
export function createLog(level: Level, write: Log): Log {
  const passing: readonly unknown[] = LEVELS.slice(0, LEVELS.indexOf(level) + 1);
  return (entry) => {
    if (!passing.includes(entry.level)) return;
    const reference = referenceOfRequest();
    write({ ...(reference && { reference }), ...entry });
  };
}

/** Writes JSON, one object a line, with the time: `now` answers milliseconds since 1970. */
export function writeLines(line: (text: string) => void, now: () => number): Log {
  return (entry) => line(JSON.stringify({ at: new Date(now()).toISOString(), ...entry }));
}
