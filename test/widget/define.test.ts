import { define } from '../../widget/define.ts';
import { InvoicePayButton } from '../../widget/element/invoice-pay-button.ts';
import { equal, ok } from '../help/expect.ts';

describe('registering the element', () => {
  it('happens when asked, and does no harm a second time', () => {
    equal(customElements.get('invoice-pay-button'), undefined);
    define();
    define();
    equal(customElements.get('invoice-pay-button') === InvoicePayButton, true);
    ok(document.createElement('invoice-pay-button') instanceof InvoicePayButton);
  });

  it('leaves nothing on the window', async () => {
    const before = Object.keys(window);
    await import('../../widget/index.ts');
    equal(
      Object.keys(window).filter((key) => !before.includes(key) && !/^lit|^reactiveElement/.test(key)),
      [],
    );
  });

  it('knows its proxy from the address of the script that a proxy serves', async () => {
    await import('../../widget/served.ts');
    equal(InvoicePayButton.defaultProxy, new URL('/widget/', location.origin).href);
  });
});
