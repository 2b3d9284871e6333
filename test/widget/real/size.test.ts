import type { InvoicePayButton } from '../../../widget/element/invoice-pay-button.ts';
import { FIRST_STATUS } from '../../help/budget.ts';
import { isComplete } from '../../help/element.ts';
import { equal, ok, until } from '../../help/expect.ts';
import { newInvoice, payerToken } from '../../help/real.ts';

describe('what a payer’s page loads', () => {
  const frame = document.createElement('iframe');

  afterEach(() => frame.remove());

  /** @returns the scripts until the first status, and until everything else had come */
  const loaded = async (lang: string): Promise<{ first: string[]; all: string[] }> => {
    frame.srcdoc = `<!doctype html><html lang="${lang}"><script type="module" src="/invoice-pay-button.js"></script>
      <invoice-pay-button token="${await payerToken(newInvoice())}"></invoice-pay-button>`;
    const scripts = () => {
      const entries = frame.contentWindow!.performance.getEntriesByType('resource');
      return entries.map(({ name }) => new URL(name).pathname).filter((path) => path.endsWith('.js'));
    };
    let first: string[] | undefined;
    document.body.append(frame);
    const find = () => frame.contentDocument?.querySelector<InvoicePayButton>('invoice-pay-button');
    await until(() => find()?.getAttribute('token'), 'a page');
    find()!.addEventListener('invoice-pay-status', () => {
      first = scripts();
    });
    await until(() => first && isComplete(find()!), 'a status');
    return { first: first!, all: scripts() };
  };

  const weight = async (paths: string[]): Promise<number> => {
    const weights = paths.map(async (path) =>
      Number(await (await fetch(`/_host/weight?path=${path}`)).text()),
    );
    return (await Promise.all(weights)).reduce((sum, each) => sum + each, 0);
  };

  it(`until the first status is at most ${FIRST_STATUS} bytes, in any language`, async () => {
    for (const lang of ['en', 'nl', 'de']) {
      const { first } = await loaded(lang);
      const bytes = await weight(first);
      ok(bytes > 5_000 && bytes <= FIRST_STATUS, `${lang}: ${bytes} bytes in ${first.join(' ')}`);
    }
  });

  it('is one language, and nothing for merchants or administrators', async () => {
    const { all } = await loaded('nl');
    const names = all.map((path) => path.replace(/^\/assets\/([a-z-]+)-.+/, '$1'));
    equal(names.sort(), ['/invoice-pay-button.js', 'element', 'nl-payer', 'panels']);
  });
});
