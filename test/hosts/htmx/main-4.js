import htmx from 'htmx-4';

window.htmx = htmx;
