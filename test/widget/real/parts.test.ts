import type { InvoicePayButton } from '../../../widget/element/invoice-pay-button.ts';
import { isComplete, part, text } from '../../help/element.ts';
import { equal, match, ok, until } from '../../help/expect.ts';
import { adminToken, merchantToken, newInvoice, payerToken, tokenUrl } from '../../help/real.ts';

/** For pages that load a whole script, on a machine that has other things to do, in milliseconds. */
const PATIENCE = 15_000;

describe('a part of the script that is lost on its way', () => {
  const frame = document.createElement('iframe');

  afterEach(() => frame.remove());

  /** A page whose script comes from where a part is lost so many times. */
  const show = async (lost: string, times: number, attributes: string): Promise<InvoicePayButton> => {
    const script = `/_host/lossy/${crypto.randomUUID()}/${lost}/${times}/invoice-pay-button.js`;
    frame.srcdoc = `<!doctype html><html lang="en"><script type="module" src="${script}"></script>
      <invoice-pay-button ${attributes}><a href="https://pay.example">Pay</a></invoice-pay-button>`;
    document.body.append(frame);
    const find = () => frame.contentDocument?.querySelector<InvoicePayButton>('invoice-pay-button');
    await until(() => find()?.shadowRoot, 'a page', PATIENCE);
    return find()!;
  };
  const payer = async () => `token="${await payerToken(newInvoice())}"`;
  const merchant = async () => `token="${await merchantToken(newInvoice())}"`;
  const fallback = (element: InvoicePayButton) => element.querySelector('a')!.checkVisibility();

  it('is none where all is well: what a page sets before its script is there counts, and what it sets later', async () => {
    const [first, second] = [newInvoice(), newInvoice()];
    frame.srcdoc = `<!doctype html><html lang="en"><invoice-pay-button></invoice-pay-button><script>
      document.querySelector('invoice-pay-button').token = ${JSON.stringify(await payerToken(first))};
      </script><script type="module" src="/invoice-pay-button.js"></script>`;
    document.body.append(frame);
    const find = () => frame.contentDocument?.querySelector<InvoicePayButton>('invoice-pay-button');
    await until(() => find()?.invoice?.id === first.sub, 'the first', PATIENCE);
    const token = await payerToken(second);
    find()!.setAttribute('token', token);
    await find()!.updateComplete;
    equal([find()!.token, find()!.invoice], [token, null]);
    await until(() => find()?.invoice?.id === second.sub, 'the second', PATIENCE);
  }).timeout(120_000);

  it('once is had all the same, and nobody notices', async () => {
    const renewed = { ...newInvoice(), aud: 'invoice-pay' };
    for (const [lost, attributes] of [
      ['panels', await payer()],
      ['en', await payer()],
      ['office', await merchant()],
      ['panels', await merchant()],
      ['token', `token-url="${tokenUrl(renewed).replaceAll('"', '&quot;')}"`],
    ] as const) {
      const element = await show(lost, 1, attributes);
      let failed = false;
      element.addEventListener('invoice-pay-error', () => {
        failed = true;
      });
      await until(() => isComplete(element), lost, PATIENCE);
      equal([failed, element.matches(':state(error)')], [false, false], lost);
      frame.remove();
    }
  }).timeout(240_000);

  it('for longer is told by the first script, beside the link, and had once people try again', async () => {
    for (const [lost, attributes] of [
      ['panels', await merchant()],
      ['office', await merchant()],
      ['token', `token-url="/nowhere"`],
    ] as const) {
      const element = await show(lost, 2, attributes);
      // The status comes later, and takes nothing back.
      if (lost !== 'token') await until(() => element.invoice, lost, PATIENCE);
      await until(() => part(element, 'message'), lost, PATIENCE);
      match(text(element), /^The payment service cannot be reached\..*Try again/);
      ok(element.matches(':state(error)') && fallback(element));
      part(element, 'check-button')!.click();
      await until(
        () => part(element, lost === 'token' ? 'message' : 'qr')?.closest('[role="group"]'),
        lost,
        PATIENCE,
      );
      frame.remove();
    }
  }).timeout(240_000);

  it('is had by an administrator too: the forms that connect', async () => {
    for (const times of [1, 2]) {
      const element = await show('connection', times, `token="${await adminToken()}"`);
      if (times === 2) {
        await until(() => part(element, 'message'), 'words', PATIENCE);
        ok(element.matches(':state(error)') && fallback(element));
        part(element, 'check-button')!.click();
      }
      await until(() => part(element, 'pause-button'), `lost ${times} times`, PATIENCE);
      frame.remove();
    }
  }).timeout(120_000);

  it('leaves a payer the status and the link, and says so', async () => {
    const element = await show('panels', 2, await payer());
    await until(() => part(element, 'message'), 'words', PATIENCE);
    match(text(element), /^Partially paid Test € 100\.00.*View details.*cannot be reached/);
    ok(fallback(element) && !part(element, 'pay-button'));
  }).timeout(120_000);

  it('is had by itself when the network or the people come back', async () => {
    for (const [place, type] of [
      ['window', 'online'],
      ['window', 'focus'],
      ['document', 'visibilitychange'],
    ] as const) {
      const element = await show('panels', 2, await payer());
      await until(() => part(element, 'message'), type, PATIENCE);
      const page = frame.contentWindow!;
      page[place].dispatchEvent(new Event(type));
      await until(() => isComplete(element) && !element.matches(':state(error)'), type, PATIENCE);
      frame.remove();
    }
  }).timeout(240_000);

  it('that takes its time holds up no error: the first script tells it', async () => {
    frame.srcdoc = `<!doctype html><html lang="en"><script type="module" src="/_host/held/panels/invoice-pay-button.js"></script>
      <invoice-pay-button token="nobody’s"><a href="https://pay.example">Pay</a></invoice-pay-button>`;
    document.body.append(frame);
    const find = () => frame.contentDocument?.querySelector<InvoicePayButton>('invoice-pay-button');
    await until(() => find()?.shadowRoot && part(find()!, 'message'), 'words', 15_000);
    match(text(find()!), /Try again$/);
    ok(find()!.matches(':state(error)') && fallback(find()!));
  }).timeout(20_000);
});
