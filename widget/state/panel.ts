import type { Amount } from '../../shared/api.ts';
import type { Part } from '../i18n/locale.ts';

/** What stands in the element's places, as lit takes it. */
export type View = {
  facts: unknown;
  /** Buttons, beside the facts. */
  actions: unknown;
  below: unknown;
};

/** What an audience sees and does; loaded when it is needed. */
export type Panel = {
  /** The texts that it draws with. */
  readonly parts: readonly Part[];
  /** Custom states besides those of every invoice. */
  readonly states: readonly string[];
  /** Null while nothing is known. */
  view: () => View | null;
  /** What pressing Pay does. @param due the amount on what was pressed */
  pay?: (due: Amount) => Promise<void>;
  /** Asks for what the panel shows of its own, after the invoice was looked at. @throws {ApiError} */
  look: () => Promise<void>;
};
