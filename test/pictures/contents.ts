import { html } from 'hono/html';

/** The contact sheet: all pictures by the view that they are of. @param names of the pictures, without an extension */
export function contents(names: readonly string[]): string {
  const views = Map.groupBy(names, (name) => name.split('-')[0]!);
  const picture = (name: string) =>
    html`<figure id="${name}"><figcaption><a href="#${name}">${name}</a></figcaption><a href="${name}.png"><img src="${name}.png" alt="${name}" loading="lazy"></a></figure>`;
  const page = html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Every state</title>
<style>
:root { color-scheme: light dark; font: 14px/1.5 system-ui, sans-serif; }
figure { margin: 0 0 32px; }
img { max-inline-size: 100%; border: 1px solid GrayText; }
nav { columns: 200px; }
nav a { display: block; }
</style>
${[...views].map(
  ([view, all]) => html`<h1>${view}</h1>
<nav>${all.map((name) => html`<a href="#${name}">${name}</a>`)}</nav>
${all.map(picture)}`,
)}
</html>`;
  return String(page);
}
