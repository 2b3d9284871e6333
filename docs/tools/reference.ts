/** `npm run docs:reference`: writes what pages of the documentation take from the code. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openApiDocument } from '../../proxy/openapi/index.ts';
import { errors, findings, logEvents, notifications, reasons } from './codes.ts';
import { configuration } from './configuration.ts';
import { element, type Manifest } from './element.ts';
import { withPart } from './markdown.ts';
import { type OpenApi, openApi } from './openapi.ts';
import { met, planted, run } from './simulation.ts';
import { snippetList } from './snippets.ts';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');

/** The parts that are made, by their pages and their names. */
const PARTS: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  'docs/reference/configuration.md': { configuration },
  'docs/reference/codes.md': { errors, reasons, findings, 'log events': logEvents },
  'docs/reference/notifications.md': { notifications },
  'docs/reference/element.md': {
    element: () => element(JSON.parse(read('dist/custom-elements.json')) as Manifest),
  },
  'docs/reference/http.md': {
    routes: () => openApi(openApiDocument({ publicUrl: 'https://pay.example.com' }) as OpenApi),
  },
  'docs/simulation.md': {
    'the last run': () => run(),
    'planted bugs': () => planted(),
    'faults and states': () => met(),
  },
  'CONTRIBUTING.md': { snippets: snippetList },
};

/** Each page as it should be, by its path. */
export function referencePages(): Map<string, string> {
  return new Map(
    Object.entries(PARTS).map(([path, parts]) => {
      const page = Object.entries(parts).reduce(
        (text, [name, make]) => withPart(text, name, make()),
        read(path),
      );
      return [path, page];
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [path, page] of referencePages()) writeFileSync(new URL(path, ROOT), page);
