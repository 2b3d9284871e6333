import { load } from '../api.ts';
import type { Desk } from '../desk.ts';
import type { Panel } from '../panel.ts';
import { PayerPanel } from '../payer/panel.ts';
import type { Audience } from '../token.ts';
import { adopt } from './adopt.ts';
import { attend } from './attend.ts';
import sheet from './later.css?inline';

type Kind = new (desk: Desk) => Panel;

const kinds: Record<Audience, (again?: string) => Promise<Kind>> = {
  payer: async () => PayerPanel,
  merchant: async () => (await import('../shared/office.ts')).MerchantPanel,
  admin: async () => (await import('../shared/office.ts')).AdminPanel,
};

/** The panel of the token's audience, once its texts are there. @throws {ApiError} where it cannot be had */
export async function panelFor(desk: Desk): Promise<Panel> {
  const Kind = await desk.session.own(load(kinds[desk.audience]));
  // Before the panel's own style, which builds on it.
  adopt(desk.element.shadowRoot!, sheet);
  const panel = new Kind(desk);
  await desk.speak(panel.parts);
  attend(desk);
  return panel;
}
