import { createElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { App } from './app.js';
import { HydratedInvoice as Invoice } from './hydrated-invoice.js';

const hydrate = () =>
  hydrateRoot(document.querySelector('#app'), createElement(App, { ...window.data, Invoice }));
// On a slow network the element may be there long before the page's own program.
if (window.data.isLate) window.addEventListener('late', hydrate);
else hydrate();
