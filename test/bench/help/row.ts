/** One row of the table. */
export type Row = {
  /** How it is called on the command line. */
  name: string;
  /** What is measured, against what in the same run, and what is to be reached. */
  what: string;
  baseline: string;
  reach: string;
  /** Why it cannot be measured on this machine; false where it can. */
  isMissing?: () => string | false;
  run(context: Context): Promise<Line[]>;
};

export type Context = {
  /** Also what takes many minutes. */
  isLong: boolean;
  /** Ends something once the row is measured; what was begun last ends first. */
  after(end: () => unknown): void;
};

/** What was measured; a row with several stores or routes has a line for each. */
export type Line = {
  /** Which of these; absent where there is only one. */
  of?: string;
  /** Figures with their units. */
  measured: string;
  base: string;
  /** Of the two: a ratio, or a difference. */
  outcome: string;
  /** Absent where nothing is to be reached. */
  isReached?: boolean;
};
