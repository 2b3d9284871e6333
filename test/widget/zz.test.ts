import '../../widget/index.ts';
import { isComplete, mount, unmountAll, part } from '../help/element.ts';
import { until } from '../help/expect.ts';
import { ProxyStub, refusal } from '../help/proxy-stub.ts';
import { open } from '../help/views.ts';
import { invoices, merchantInvoices } from '../pictures/invoices.ts';
import { connections, log, token } from './fixtures.ts';
const FALLBACK = '<a href="https://pay.example/pay/x">Pay invoice 2026-0042</a>';
const fr = () => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)));
describe('m', () => {
  it('all', async () => {
    document.documentElement.lang='de';
    const below = document.createElement('p'); below.textContent = 'What the host has to say. '.repeat(40);
    const out: string[] = [];
    const one = async (aud: any, name: string, view: any, width: number) => {
      const proxy = new ProxyStub().on('GET /v1/invoice/log', log()).on('GET /v1/log', log(true));
      const path = aud === 'admin' ? 'GET /v1/connection' : 'GET /v1/invoice';
      proxy.on(path, async () => { await fr(); return view; });
      const element = mount({ token: token(aud, open.id), proxy: proxy.address }, FALLBACK);
      element.style.width = `${width}px`; document.body.append(below); await fr();
      let sum = 0; const o = new PerformanceObserver((l) => { for (const e of l.getEntries()) sum += (e as any).value; }); o.observe({ type: 'layout-shift' });
      const h0 = element.offsetHeight;
      await until(() => element.shadowRoot!.querySelector('[role="group"]') && (part(element,'amount') || part(element,'message') || part(element,'connection')), name);
      await fr(); await fr();
      for (const e of o.takeRecords()) sum += (e as any).value; o.disconnect();
      if (sum > 0.02) out.push(`${aud} ${width} ${name}: ${sum.toFixed(3)} ${h0}->${element.offsetHeight}`);
      element.remove(); proxy.restore(); unmountAll();
    };
    for (const width of [280, 360, 600, 900]) {
      for (const [n, v] of Object.entries(invoices)) await one('payer', n, v, width);
      await one('payer', 'error', refusal(401, 'invalid_token', { message: 'Diese Seite darf die Rechnung nicht anzeigen. Bitte laden Sie sie neu.' }), width);
      for (const [n, v] of Object.entries(merchantInvoices)) await one('merchant', n, v, width);
      await one('merchant', 'error', refusal(401, 'invalid_token', { message: 'Diese Seite darf die Rechnung nicht anzeigen. Bitte laden Sie sie neu.' }), width);
      for (const [n, v] of Object.entries(connections)) await one('admin', n, v, width);
      await one('admin', 'error', refusal(401, 'invalid_token', { message: 'Diese Seite darf die Rechnung nicht anzeigen. Bitte laden Sie sie neu.' }), width);
    }
    console.log(innerWidth, innerHeight, '\n' + out.join('\n'));
  }).timeout(100000);
});
void isComplete;
