import { PINNED_RETRIES } from '../../shared/pinned.ts';
import { digestOf } from '../lib/digest.ts';
import type { Asset } from './assets.ts';

/** What a page needs to run the element as it was built and nothing else. Paths are below the proxy. */
export type Integrity = {
  /** Such as `assets/invoice-pay-button-0.1.0-3fa2b1.js`: another build has another path. */
  script: string;
  /** Of the script, as in the attribute of that name: `sha384-…`. */
  integrity: string;
  /** The same of every other file of the element, under each path at which the script may ask for it. */
  parts: Record<string, string>;
};

const SCRIPT = /^assets\/invoice-pay-button-[^/]+\.js$/;
const OTHERS = /^assets\/(?!pay-page-)[^/]+\.js$/;

/** @throws where the element was not built */
export async function integrityOf(files: ReadonlyMap<string, Pick<Asset, 'body'>>): Promise<Integrity> {
  const paths = [...files.keys()].toSorted();
  const script = paths.find((path) => SCRIPT.test(path));
  if (!script) throw new Error('the element is not built; `npm run build` does that');
  const digest = (path: string) => digestOf(files.get(path)!.body, 'sha384');
  const parts: Record<string, string> = {};
  for (const path of paths.filter((path) => OTHERS.test(path) && path !== script)) {
    const integrity = await digest(path);
    parts[path] = integrity;
    for (let n = 1; n <= PINNED_RETRIES; n++) parts[`${path}?${n}`] = integrity;
  }
  return { script, integrity: await digest(script), parts };
}

/**
 * The tags for a page's head, as text: what its policy must say as a comment, an import map that lets in the parts as they
 * were built, and the script.
 *
 * @param publicUrl of the proxy, without a slash at its end
 * @see https://html.spec.whatwg.org/multipage/webappapis.html#import-maps
 */
export async function pinnedTags(
  { script, integrity, parts }: Integrity,
  publicUrl: string,
): Promise<string> {
  const addresses = Object.entries(parts).map(([path, value]) => [`${publicUrl}/${path}`, value]);
  const map = JSON.stringify({ integrity: Object.fromEntries(addresses) }, null, 1);
  const { origin } = new URL(publicUrl);
  const src = `${publicUrl}/${script}`.replaceAll('&', '&amp;');
  return `<!-- script-src ${origin} '${await digestOf(map, 'sha256')}'; connect-src ${origin} -->
<script type="importmap">${map}</script>
<script type="module" src="${src}" integrity="${integrity}" crossorigin></script>`;
}
