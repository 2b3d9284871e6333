import { load } from '../api/client.ts';
import type { Desk } from '../state/element-state.ts';
import type { Panel } from '../state/panel.ts';
import { PayerPanel } from '../views/payer/panel.ts';
import type { Audience } from '../api/token-claims.ts';
import { adopt } from '../views/common/style-sheets.ts';
import { attend } from '../controllers/attach-controllers.ts';
import sheet from '../views/common/common.css?inline';

type Kind = new (desk: Desk) => Panel;

const kinds: Record<Audience, (again?: string) => Promise<Kind>> = {
  payer: async () => PayerPanel,
  merchant: async () => (await import('../views/office.ts')).MerchantPanel,
  admin: async () => (await import('../views/office.ts')).AdminPanel,
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
