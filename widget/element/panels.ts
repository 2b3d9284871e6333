import { type Chunk, loadChunk } from '../api/load-chunk.ts';
import type { Audience } from '../api/token-claims.ts';
import { attachControllers } from '../controllers/attach-controllers.ts';
import type { ElementState } from '../state/element-state.ts';
import type { Layout, Panel } from '../state/panel.ts';
import { BasicLayout } from '../views/basic/basic-layout.ts';
import buttons from '../views/common/buttons.css?inline';
import common from '../views/common/common.css?inline';
import { LitLayout } from '../views/common/lit-layout.ts';
import print from '../views/common/print.css?inline';
import { adoptSheet } from '../views/common/style-sheets.ts';
import { PayerPanel } from '../views/payer/panel.ts';

/** How often a press is waited for, and the milliseconds in between: a second in all. */
const CHECKS = 20;
const CHECK_PAUSE = 50;

type PanelClass = new (state: ElementState) => Panel;

type Office = Chunk<Record<'MerchantPanel' | 'AdminPanel', PanelClass>>;

/** The panel of the token's audience, once its texts are there. @throws {ApiError} where it cannot be had */
export async function loadPanel(state: ElementState, office: Office): Promise<Panel> {
  const Panel = await state.session.own(panelClass(state.audience, office));
  const root = state.host.shadowRoot!;
  // Before the panel's own style sheet, which overrides some of it.
  adoptSheet(root, common + buttons + print);
  const panel = new Panel(state);
  await state.loadTexts(panel.texts);
  await state.session.own(released(root));
  attachControllers(state);
  return panel;
}

/** Once no button is pressed: a click only counts if its button is not replaced meanwhile. */
async function released(root: ShadowRoot): Promise<void> {
  for (let checks = 0; checks < CHECKS && root.querySelector(':active'); checks++) {
    await new Promise((resolve) => setTimeout(resolve, CHECK_PAUSE));
  }
}

/** The layout that can draw panels. */
export function panelLayout(layout: Layout): Layout {
  return layout instanceof BasicLayout ? new LitLayout(layout) : layout;
}

async function panelClass(audience: Audience, office: Office): Promise<PanelClass> {
  if (audience === 'payer') return PayerPanel;
  const { MerchantPanel, AdminPanel } = await loadChunk(office);
  return audience === 'merchant' ? MerchantPanel : AdminPanel;
}
