import bcd from '@mdn/browser-compat-data' with { type: 'json' };
import { parseAst } from 'vite';

/** The oldest version that counts, by browser. */
export type Browsers = { chrome: string; firefox: string; safari: string };

type Support = { version_added: string | false; [restriction: string]: unknown };
type Feature = {
  __compat?: { support: Record<string, Support | Support[]> };
  [name: string]: Feature | unknown;
};
type Node = { type: string; [key: string]: unknown };

const builtins = bcd.javascript.builtins as unknown as Record<string, Feature>;
const api = bcd.api as unknown as Record<string, Feature>;
const css = bcd.css as unknown as Record<string, Record<string, Feature>>;

/** Globals that libraries replace by their own version, which lacks what is newer than that library. */
const REPLACED: Record<string, Browsers> = {
  // As zone.js before 0.14.3: nothing after `any`.
  Promise: { chrome: '85', firefox: '79', safari: '14' },
};

/** The interfaces of some globals. */
const INSTANCES: Record<string, string> = {
  navigator: 'Navigator',
  location: 'Location',
  document: 'Document',
};

/** Globals that scripts define themselves; lit does, for all copies of it on a page. */
const MADE = ['undefined', 'litPropertyMetadata'];

/** Methods that return iterators, which have had methods such as `map` only for a short time. */
const ITERATORS = new Set(['values', 'keys', 'entries', 'matchAll']);

/** The interfaces whose members are recognized by name alone. More of them would match fields of the script's own data. */
const MET = [
  ...['Window', 'Document', 'ShadowRoot', 'Node', 'Element', 'HTMLElement', 'EventTarget'],
  ...[
    'HTMLSlotElement',
    'HTMLDetailsElement',
    'ElementInternals',
    'CustomStateSet',
    'CSSStyleSheet',
    'Selection',
  ],
  ...[
    'Event',
    'MutationObserver',
    'AbortSignal',
    'AbortController',
    'URL',
    'URLSearchParams',
    'Request',
    'Response',
    'Headers',
  ],
].map((name) => api[name]!);

/** Fields of the element's own that are called like new members of `SuppressedError` and `Iterator`. */
const OWN_FIELDS = new Set(['error', 'chunks']);

/** @returns what a script uses that one of the browsers lacks. A member of an unknown object counts if all members of that name are too new. */
export function tooNewInScript(source: string, browsers: Browsers): string[] {
  const found = new Set<string>();
  const root = parseAst(source) as unknown as Node;
  const own = new Set(declared(root));
  const report = (name: string, candidates: (Feature | undefined)[], least = browsers) => {
    const known = candidates.filter((feature) => feature?.__compat);
    if (known.length > 0 && !known.some((feature) => isIn(feature!, least))) found.add(name);
    return known.length > 0;
  };

  walk(root, (node, parent, key) => {
    if (node.type === 'Identifier' && isReference(node, parent, key) && !own.has(node.name as string)) {
      const name = node.name as string;
      const isKnown = report(name, globals(name));
      if (!isKnown && !MADE.includes(name)) found.add(`${name}, which nothing is known of`);
    }
    const { object, name } = access(node);
    if (!name) return;
    const base = object?.type === 'Identifier' && !own.has(object.name as string) ? String(object.name) : '';
    const called = object?.type === 'CallExpression' ? access(object.callee as Node) : {};
    if (/^(globalThis|window|self)$/.test(base)) {
      report(name, globals(name));
    } else if (exact(base, name)) {
      report(`${base}.${name}`, [exact(base, name)], REPLACED[base]);
    } else if (ITERATORS.has(called.name ?? '') && (called.object as Node).name !== 'Object') {
      report(`Iterator.prototype.${name}`, [member(builtins.Iterator, name)]);
    } else if (!OWN_FIELDS.has(name)) {
      report(
        `.${name}`,
        [...Object.values(builtins), ...MET].map((all) => member(all, name)),
      );
    }
  });
  return [...found];
}

/** @returns the properties, selectors, rules and functions of a style sheet that one of the browsers lacks */
export function tooNewInStyle(sheet: string, browsers: Browsers): string[] {
  const used = (pattern: RegExp) => [...new Set([...sheet.matchAll(pattern)].map(([, name]) => name!))];
  const lacking = (names: string[], kinds: (Record<string, unknown> | undefined)[]) =>
    names.filter((name) => {
      const known = kinds.map((kind) => member(kind, name)).filter((feature) => feature?.__compat);
      return known.length > 0 && !known.some((feature) => isIn(feature!, browsers));
    });
  return [
    ...lacking(used(/[{;]\s*([a-z-]+)\s*:/g), [css.properties]),
    ...lacking(used(/:([a-z][a-z-]*)(?=[^;}]*\{)/g), [css.selectors]),
    ...lacking(used(/@([a-z-]+)/g), [css['at-rules']]),
    ...lacking(used(/([a-z-]+)\(/g), [css.types, ...Object.values(css.types!), css.selectors]),
  ];
}

/** The style sheets among the strings of a script. */
export function stylesIn(source: string): string[] {
  const sheets: string[] = [];
  walk(parseAst(source) as unknown as Node, ({ type, value }) => {
    const text = type === 'TemplateElement' ? (value as { cooked: string }).cooked : value;
    if (typeof text === 'string' && /[;{][a-z-]+:[^;{}]+[;}]/.test(text)) sheets.push(text);
  });
  return sheets;
}

function exact(base: string, name: string): Feature | undefined {
  const instance = api[INSTANCES[base] ?? ''];
  return member(builtins[base], name) ?? member(api[base], `${name}_static`) ?? member(instance, name);
}

function globals(name: string): (Feature | undefined)[] {
  return [builtins[name], api[name], member(api.Window, name), member(api.EventTarget, name)];
}

/** Which member of what: `object.name`, or a name taken out of something by its pattern. */
function access(node: Node): { object?: Node; name?: string } {
  const key = (node.type === 'MemberExpression' ? node.property : node.key) as Node | undefined;
  if (!key || node.computed || key.type !== 'Identifier') return {};
  const name = key.name as string;
  if (node.type === 'MemberExpression') return { object: node.object as Node, name };
  return node.type === 'Property' && node.inPattern ? { name } : {};
}

function member(feature: Record<string, unknown> | undefined, name: string): Feature | undefined {
  return feature && Object.hasOwn(feature, name) ? (feature[name] as Feature) : undefined;
}

function isIn({ __compat }: Feature, browsers: Browsers): boolean {
  return Object.entries(browsers).every(([browser, least]) => {
    const all = [__compat!.support[browser] ?? []].flat();
    const whole = all.filter((each) => !each.version_removed && !each.flags && !each.alternative_name);
    return whole.some(
      ({ version_added: added }) => added && Number.parseFloat(added.replace('≤', '')) <= Number(least),
    );
  });
}

/** Every name that the script gives to something. */
function declared(root: Node): string[] {
  const names: string[] = [];
  const bind = (pattern: unknown): void => {
    const { type, ...node } = (pattern ?? {}) as Node;
    if (type === 'Identifier') names.push(node.name as string);
    for (const each of [node.left, node.argument, ...((node.elements ?? []) as unknown[])]) {
      if (each && type !== 'Identifier') bind(each);
    }
    for (const each of (node.properties ?? []) as Node[]) bind(each.value ?? each.argument);
  };
  walk(root, (node) => {
    if (node.type === 'VariableDeclarator') bind(node.id);
    else if (/Function|Class/.test(node.type)) bind(node.id);
    else if (node.type.startsWith('Import') && node.local) bind(node.local);
    if (/Function/.test(node.type)) for (const each of node.params as Node[]) bind(each);
    if (node.type === 'CatchClause') bind(node.param);
  });
  return names;
}

function isReference({ name }: Node, parent: Node, key: string): boolean {
  if (/^(Import|Export|Meta|Labeled|Break|Continue)/.test(parent.type)) return false;
  if (key === 'property' || key === 'key') return Boolean(parent.computed);
  return name !== 'arguments' && !(parent.type === 'MethodDefinition' && key === 'key');
}

function walk(
  node: Node,
  visit: (node: Node, parent: Node, key: string) => void,
  parent: Node = node,
  key = '',
): void {
  visit(node, parent, key);
  for (const [name, below] of Object.entries(node)) {
    for (const each of [below].flat() as Node[]) {
      if (typeof each?.type !== 'string') continue;
      if (node.type === 'ObjectPattern') each.inPattern = true;
      walk(each, visit, node, name);
    }
  }
}
