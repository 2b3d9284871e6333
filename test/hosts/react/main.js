import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { Invoice } from './invoice.js';

createRoot(document.querySelector('#app')).render(createElement(App, { ...window.data, Invoice }));
