import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { host, newInvoice, paysAndReturns } from '../help/guest.ts';
import { bundle } from './help/bundle.js';
import { writeProject } from './help/documented.ts';

/** What a page of the documentation leaves to the reader: to put its component on a page. */
const MAINS = {
  react: `
    import { createElement } from 'react';
    import { createRoot } from 'react-dom/client';
    import { Invoice } from './Invoice.jsx';
    createRoot(document.querySelector('#app')).render(createElement(Invoice, window.data));`,
  vue: `
    import { createApp } from 'vue';
    import Invoice from './Invoice.vue';
    createApp(Invoice, window.data).mount('#app');`,
  svelte: `
    import { mount } from 'svelte';
    import Invoice from './Invoice.svelte';
    mount(Invoice, { target: document.querySelector('#app'), props: window.data });`,
  angular: `
    import '@angular/compiler';
    import { inputBinding } from '@angular/core';
    import { createApplication } from '@angular/platform-browser';
    import { InvoiceComponent } from './invoice.component.ts';
    const bindings = Object.entries(window.data).map(([name, value]) => inputBinding(name, () => value));
    const app = await createApplication();
    app.bootstrap(InvoiceComponent, { hostElement: document.querySelector('#app'), bindings });`,
};

const CONFIG: Record<string, string> = { vue: 'vite.config.js' };

for (const [name, main] of Object.entries(MAINS)) {
  const here = host({
    '/host.js': async () => {
      const folder = writeProject(name, `docs/element/${name}.md`, {
        'https://pay.example.com': here.stage.url,
      });
      writeFileSync(`${folder}/main.js`, main);
      const config = CONFIG[name] && `.made/${name}/${CONFIG[name]}`;
      return bundle(`.made/${name}/main.js`, config);
    },
  });

  test(`docs/element/${name}.md: the component shows the status, leads to the checkout and back, and hears that it is paid`, async (t) => {
    const guest = await here.comes(t);
    const invoice = newInvoice('121.00', { number: '2026-0042' });
    const address: string = here.put(async () => {
      const claims = { ...invoice, url: address };
      const { link } = await here.stage.put(claims);
      const data = JSON.stringify({ number: '2026-0042', token: await here.stage.payer(claims), link });
      return `<!doctype html><html lang="en">${here.head('none')}<script>window.data = ${data}</script><div id="app"></div>`;
    });
    await guest.opens(address);
    await guest.reads('Invoice 2026-0042');
    await guest.shows('Open € 121.00');
    assert.match(await guest.page.$eval('invoice-pay-button a', (it) => it.href), /\/pay\/\w+$/);
    await paysAndReturns(guest, 'Pay € 121.00');
    await guest.shows('Paid € 121.00');
    await guest.reads('Thank you, we have received your payment.');
    const own = guest.complaints.filter((said) => !said.startsWith('Lit is in dev mode'));
    assert.deepEqual(own, []);
  });
}
