import type { Amount } from '../../shared/api.ts';
import type { TextGroup } from '../i18n/texts.ts';

/** What stands in the three areas of the element: whatever lit-html takes. */
export type PanelContent = {
  header: unknown;
  /** Buttons, beside the header. */
  actions: unknown;
  below: unknown;
};

/** What one audience sees and does; loaded when it is needed. */
export type Panel = {
  /** The texts that it needs besides those of the first file. */
  readonly texts: readonly TextGroup[];
  /** Custom states besides those of every invoice. */
  readonly states: readonly string[];
  /** Null while nothing is known. */
  content: () => PanelContent | null;
  /** Opens Mollie's checkout; only payers have it. @param due the amount that Pay shows @param method the one that was pressed */
  pay?: (due: Amount, method?: string) => Promise<void>;
  /** Loads what the panel shows besides the invoice, once the invoice is there. @throws {ApiError} */
  load: () => Promise<void>;
};
