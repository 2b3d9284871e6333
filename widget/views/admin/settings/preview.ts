import { html, type TemplateResult } from 'lit/html.js';
import type { Brand, Mode } from '../../../../shared/api.ts';
import { type Palette, palettes } from '../../../../shared/palette.ts';
import { formatAmount } from '../../../i18n/format.ts';
import type { ElementState } from '../../../state/element-state.ts';

/** `#rrggbb` */
export const COLOR = /^#[0-9a-f]{6}$/i;

const EXAMPLE = { currency: 'EUR', value: '100.00' };

/** The head, the figure and the button of the pay page, in its own colours. Readers of screens hear that it is a picture. */
export function preview(
  { texts, locale }: ElementState,
  { name, logo, color }: Brand,
  mode: Mode | null,
): TemplateResult {
  const amount = formatAmount(EXAMPLE, locale);
  const image = logo?.startsWith('data:image/') ? html`<img src=${logo} alt="" />` : null;
  const ribbon = mode === 'test' ? html`<span class="ribbon" .textContent=${texts.test}></span>` : null;
  return html`<div>
    <p class="label" id="preview" .textContent=${texts.preview}></p>
    <div part="preview" class="preview" role="img" aria-labelledby="preview" .style=${colors(color)}>
      <p class="head">${image}<span class="name" .textContent=${name ?? ''}></span>${ribbon}</p>
      <p class="what" .textContent=${texts.toPay}></p>
      <p class="figure" translate="no" .textContent=${amount}></p>
      <p class="pay" translate="no" .textContent=${texts.pay(amount)}></p>
    </div>
  </div>`;
}

/** The pay page's palettes as custom properties. They are set by script, which needs no permission for inline styles. */
function colors(color: string | null): string {
  const { light, dark } = palettes(color && COLOR.test(color) ? color : null);
  const roles = Object.keys(light) as (keyof Palette)[];
  return roles.map((role) => `--page-${role}: light-dark(${light[role]}, ${dark[role]})`).join('; ');
}
