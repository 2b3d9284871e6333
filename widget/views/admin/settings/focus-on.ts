import type { ElementState } from '../../../state/element-state.ts';

/** Draws what is new, and moves the focus there. @param selector of what is focused */
export async function focusOn({ host }: ElementState, selector: string): Promise<void> {
  host.requestUpdate();
  await host.updateComplete;
  host.shadowRoot!.querySelector<HTMLElement>(selector)?.focus();
}
