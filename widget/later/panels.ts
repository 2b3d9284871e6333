import { load } from '../api.ts';
import type { Desk } from '../desk.ts';
import type { Panel } from '../panel.ts';
import { PayerPanel } from '../payer/panel.ts';
import type { Audience } from '../token.ts';
import { adopt } from './adopt.ts';
import { attend } from './attend.ts';
import sheet from './later.css?inline';

const kinds: Record<Audience, () => Promise<new (desk: Desk) => Panel>> = {
  payer: async () => PayerPanel,
  merchant: async () => (await import('../merchant/panel.ts')).MerchantPanel,
  admin: async () => (await import('../admin/panel.ts')).AdminPanel,
};

/** The panel of an audience, once its texts are there. @throws {ApiError} where it cannot be had */
export async function panelFor(desk: Desk, audience: Audience): Promise<Panel> {
  const Kind = await load(kinds[audience]);
  // Before the panel's own style, which builds on it.
  adopt(desk.element.shadowRoot!, sheet);
  const panel = new Kind(desk);
  await desk.speak(...panel.parts);
  attend(desk);
  return panel;
}
