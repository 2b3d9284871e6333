import type { TemplateResult } from 'lit';

/** What an audience sees besides what all see; loaded when it is needed. */
export type Panel = {
  /** In place of an invoice's status and amount; null until it is known. */
  head?: () => TemplateResult | null;
  /** Buttons, beside the facts. */
  actions: () => TemplateResult;
  /** Below everything. */
  body: () => TemplateResult;
  /** Whether no real money moves, where there is no invoice to tell. */
  readonly test?: boolean;
  /** Asks again for what the panel shows of its own. */
  look: () => Promise<void>;
};
