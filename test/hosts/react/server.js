import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { App } from './app.js';
import { HydratedInvoice as Invoice } from './hydrated-invoice.js';

/** What a server answers for the same list. */
export const render = (data) => renderToString(createElement(App, { ...data, Invoice }));
