/** A change that no test can notice, because it changes nothing that anybody could see. */
export type Unkilled = {
  file: string;
  /** The changed line before and after, as `npm run mutants` writes it. */
  from: string;
  to: string;
  why: string;
};
