/**
 * How `custom-elements.json` is made: from the doc block of the element's class and its events, for editors and
 * catalogues. https://github.com/webcomponents/custom-elements-manifest
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { getWebTypesData } from 'custom-element-jet-brains-integration';
import { getVsCodeCssCustomData, getVsCodeHtmlCustomData } from 'custom-element-vs-code-integration';

/** Where the package has what the manifest describes; its sources do not travel. */
const MODULE = 'dist/element/index.js';

/** The same for WebStorm, which finds it by package.json, and for VS Code, which is told of it in its settings. */
const EDITOR_DATA = {
  'web-types.json': getWebTypesData,
  'vscode.html-custom-data.json': getVsCodeHtmlCustomData,
  'vscode.css-custom-data.json': getVsCodeCssCustomData,
};

export default {
  globs: ['widget/element/invoice-pay-button.ts', 'widget/events/*.ts'],
  exclude: ['widget/events/index.ts'],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
  plugins: [publicModule(), editorData()],
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

function editorData() {
  return {
    name: 'editor-data',
    packageLinkPhase({ customElementsManifest }) {
      mkdirSync('dist', { recursive: true });
      for (const [file, dataOf] of Object.entries(EDITOR_DATA)) {
        writeFileSync(`dist/${file}`, dataOf(customElementsManifest, {}));
      }
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
