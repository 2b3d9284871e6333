import type { Amount } from '../../shared/api.ts';
import type { Audience } from '../api/token-claims.ts';
import type { TextGroup } from '../i18n/texts.ts';

/** What stands in the three areas of the element: whatever lit-html takes. */
export type PanelContent = {
  header: unknown;
  /** Buttons, beside the header. */
  actions: unknown;
  below: unknown;
};

/** Draws the element. */
export type Layout = {
  /** @param content null while nothing is known @param withFallback whether the page's own content is shown too */
  draw(content: PanelContent | null, audience: Audience, withFallback: boolean): void;
};

/** What one audience sees and does; loaded when it is needed. */
export type Panel = {
  /** The texts that it needs besides those of the first file. */
  readonly texts: readonly TextGroup[];
  /** Custom states besides those of every invoice. */
  readonly states: readonly string[];
  /** Null while nothing is known. */
  content: () => PanelContent | null;
  /** What pressing Pay does. @param due the amount on the button */
  pay?: (due: Amount) => Promise<void>;
  /** Loads what the panel shows besides the invoice, once the invoice is there. @throws {ApiError} */
  load: () => Promise<void>;
};
