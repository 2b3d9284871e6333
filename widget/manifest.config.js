/**
 * How `custom-elements.json` is made: from the doc block of the element's class and its events, for editors and
 * catalogues. https://github.com/webcomponents/custom-elements-manifest
 */

import { customElementJetBrainsPlugin } from 'custom-element-jet-brains-integration';
import { customElementVsCodePlugin } from 'custom-element-vs-code-integration';

/** Where the package has what the manifest describes; its sources do not travel. */
const MODULE = 'dist/element/index.js';

/** What WebStorm and VS Code read of the same: `web-types.json`, `vscode.html-custom-data.json`, and one for CSS. */
const EDITORS = { outdir: 'dist', hideLogs: true, packageJson: false };

export default {
  globs: ['widget/element/invoice-pay-button.ts', 'widget/events/*.ts'],
  exclude: ['widget/events/index.ts'],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
  plugins: [publicModule(), customElementVsCodePlugin(EDITORS), customElementJetBrainsPlugin(EDITORS)],
};

/** One module, as the package exports it, with what is for others to use. */
function publicModule() {
  return {
    name: 'public-module',
    packageLinkPhase({ customElementsManifest: manifest }) {
      const declarations = manifest.modules.flatMap((module) => module.declarations).map(publicPart);
      const exported = declarations.map(({ name }) => ({
        kind: 'js',
        name,
        declaration: { name, module: MODULE },
      }));
      const { name, tagName } = declarations.find(({ customElement }) => customElement);
      const defined = {
        kind: 'custom-element-definition',
        name: tagName,
        declaration: { name, module: MODULE },
      };
      manifest.modules = [
        { kind: 'javascript-module', path: MODULE, declarations, exports: [...exported, defined] },
      ];
    },
  };
}

function publicPart(declaration) {
  const members = declaration.members.filter((member) => member.privacy !== 'private' && !member.static);
  const superclass = declaration.superclass?.package
    ? declaration.superclass
    : { name: declaration.superclass.name, package: 'global:' };
  return { ...declaration, members, superclass };
}
