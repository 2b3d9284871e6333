import type { Audience } from '../../shared/audiences.ts';
import { showWait } from '../actions/show-message.ts';
import { ApiError } from '../api/client.ts';
import { fullInvoiceShape } from '../api/full-invoice-shape.ts';
import { type Chunk, loadChunk } from '../api/load-chunk.ts';
import { attachControllers } from '../controllers/attach-controllers.ts';
import type { ElementState } from '../state/element-state.ts';
import type { Panel, PanelContent } from '../state/panel.ts';
import type { BasicLayout } from '../views/basic/basic-layout.ts';
import buttons from '../views/common/buttons.css?inline';
import common from '../views/common/common.css?inline';
import { LitLayout } from '../views/common/lit-layout.ts';
import print from '../views/common/print.css?inline';
import { adoptSheet } from '../views/common/style-sheets.ts';
import type { Layout } from '../views/layout.ts';
import { PayerPanel } from '../views/payer/panel.ts';

/** The files that only some panels need. */
type PanelChunks = {
  office: Chunk<Pick<typeof import('../views/office/office-panels.ts'), 'MerchantPanel' | 'AdminPanel'>>;
  settings: Chunk<
    Pick<typeof import('../views/admin/settings/connection-settings.ts'), 'ConnectionSettings'>
  >;
};

/** The panel of the token's audience, once its texts are there. @throws {ApiError} where it cannot be had */
export async function loadPanel(state: ElementState, more: PanelChunks): Promise<Panel> {
  const createPanel = await state.session.whileCurrent(panelOf(state.audience, more));
  const root = state.host.shadowRoot!;
  // Before the panel's own style sheet, which overrides some of it.
  adoptSheet(root, common + buttons + print);
  const panel = createPanel(state);
  await state.loadTexts(panel.texts);
  completeState(state);
  attachControllers(state);
  return panel;
}

/** The layout that can draw panels, in place of what the basic one has drawn. */
export function createPanelLayout(basic: BasicLayout): Layout<PanelContent> {
  return new LitLayout(basic);
}

/** Gives the state what the first file has no room for: what to say of a pause, and the check of every field. */
function completeState(state: ElementState): void {
  state.announceWait = () => showWait(state);
  state.shape = fullInvoiceShape;
  if (state.invoice && !fullInvoiceShape(state.invoice)) {
    state.invoice = null;
    state.reflectStatus();
    state.session.fail(new ApiError('unreachable'));
  }
}

async function panelOf(
  audience: Audience,
  { office, settings }: PanelChunks,
): Promise<(state: ElementState) => Panel> {
  if (audience === 'payer') return (state) => new PayerPanel(state);
  const { MerchantPanel, AdminPanel } = await loadChunk(office);
  if (audience === 'merchant') return (state) => new MerchantPanel(state);
  const { ConnectionSettings } = await loadChunk(settings);
  return (state) => new AdminPanel(state, ConnectionSettings);
}
