import { code, table } from './markdown.ts';

/** What is used of OpenAPI 3.1. https://spec.openapis.org/oas/v3.1.1.html */
export type OpenApi = {
  tags?: { name: string; description?: string }[];
  paths: Record<string, PathItem>;
  webhooks?: Record<string, PathItem>;
  components?: {
    schemas?: Record<string, Schema>;
    parameters?: Record<string, Parameter>;
    securitySchemes?: Record<string, { description?: string }>;
  };
};

type PathItem = { parameters?: Parameter[] } & { [M in (typeof METHODS)[number]]?: Operation };
type Operation = {
  tags?: string[];
  summary?: string;
  description?: string;
  security?: Record<string, string[]>[];
  parameters?: Parameter[];
  requestBody?: { content: Content };
  responses: Record<string, { description: string; content?: Content }>;
};
type Parameter = { $ref?: string; name?: string; in?: string; description?: string; required?: boolean };
type Content = Record<string, { schema?: Schema }>;
type Schema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  description?: string;
};

const METHODS = ['get', 'put', 'post', 'patch', 'delete', 'head', 'options'] as const;

type Route = { title: string; operation: Operation; parameters: Parameter[] };

/** Every route by its tags, and then the shapes that they share. */
export function openApi(document: OpenApi): string {
  const routes = [
    ...routesOf(document.paths, (path, method) => `${method.toUpperCase()} ${path}`),
    ...routesOf(document.webhooks ?? {}, (name) => name),
  ];
  const tagged = (document.tags ?? []).map(({ name, description = '' }) => {
    const own = routes.filter(({ operation }) => operation.tags?.includes(name));
    if (own.length === 0) return '';
    return [`## ${name}`, description, ...own.map((route) => sectionOf(route, document))].join('\n\n');
  });
  return [...tagged.filter(Boolean), `## Shapes\n\n${shapes(document)}`].join('\n\n');
}

function routesOf(
  paths: Record<string, PathItem>,
  titleOf: (path: string, method: string) => string,
): Route[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      const parameters = [...(item.parameters ?? []), ...(operation?.parameters ?? [])];
      return operation ? [{ title: titleOf(path, method), operation, parameters }] : [];
    }),
  );
}

function sectionOf({ title, operation, parameters }: Route, document: OpenApi): string {
  const { summary, description, security = [], requestBody, responses } = operation;
  const schemes = security.flatMap((one) => Object.keys(one));
  const asked = parameters.map((parameter) => resolve(parameter, document));
  const all = Object.entries(responses);
  const isError = ([status]: [string, unknown]) => /^[45]\d\d$/.test(status);
  const answers = all
    .filter((one) => !isError(one))
    .map(([status, answer]) => [
      status,
      [contentOf(answer.content), answer.description].filter(Boolean).join(' · '),
    ]);
  const errors = all.filter(isError).map(([status, answer]) => `${status} ${answer.description}`);
  return [
    `### ${code(title)}`,
    [summary && `**${summary}.**`, description].filter(Boolean).join(' '),
    schemes.length > 0 ? `With ${schemes.map((name) => code(name)).join(' or ')}.` : '',
    asked.length > 0 ? table(['parameter', 'in', ''], asked.map(parameterRow)) : '',
    fieldsOf(requestBody?.content['application/json']?.schema) || bodyOf(requestBody),
    table(['answer', ''], answers),
    errors.length > 0 ? `Errors: ${errors.join(' · ')}` : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** A body by the name of its shape or its type; an object without fields says nothing. */
function bodyOf(body: Operation['requestBody']): string {
  const content = contentOf(body?.content);
  return ['', 'object'].includes(content) ? '' : `Body: ${content}.`;
}

const parameterRow = ({ name = '', in: place = '', required, description = '' }: Parameter) => [
  code(name),
  place,
  optional(!required, description),
];

const optional = (is: boolean, description = '') =>
  [is ? 'Optional.' : '', description].filter(Boolean).join(' ');

function resolve(parameter: Parameter, { components }: OpenApi): Parameter {
  const name = parameter.$ref?.split('/').at(-1);
  return name === undefined ? parameter : (components?.parameters?.[name] ?? { name });
}

/** JSON by its shape, all else by its media type. */
function contentOf(content: Content = {}): string {
  return Object.entries(content)
    .map(([type, { schema }]) => (type === 'application/json' && schema ? typeOf(schema) : code(type)))
    .join(' or ');
}

/** The fields of an object that has no name of its own. */
function fieldsOf(schema: Schema | undefined): string {
  const { properties = {}, required = [] } = schema ?? {};
  const rows = Object.entries(properties).map(([name, field]) => [
    code(name),
    typeOf(field),
    optional(!required.includes(name), field.description),
  ]);
  return rows.length > 0 ? table(['field', 'type', ''], rows) : '';
}

/** In words as short as those of TypeScript, with links to shapes. */
function typeOf(schema: Schema): string {
  const { $ref, allOf, anyOf, oneOf, items, properties } = schema;
  if ($ref !== undefined) return linkTo($ref.split('/').at(-1)!);
  // What is added to a shape narrows it; its name says enough.
  if (allOf?.[0]) return typeOf(allOf[0]);
  const either = anyOf ?? oneOf;
  if (either) return [...new Set(either.map(typeOf))].join(' or ');
  if (schema.enum) return schema.enum.map((value) => code(String(value))).join(' ');
  if (schema.const !== undefined) return code(String(schema.const));
  if (items) return `list of ${typeOf(items)}`;
  if (properties && Object.keys(properties).length > 0)
    return `{ ${Object.entries(properties)
      .map(([name, field]) => `${code(name)}: ${typeOf(field)}`)
      .join(', ')} }`;
  return [schema.type ?? 'anything'].flat().join(' or ') + (schema.format ? ` (${schema.format})` : '');
}

const linkTo = (name: string) => `[${name}](#${name.toLowerCase()})`;

function shapes({ components }: OpenApi): string {
  const all = Object.entries(components?.schemas ?? {});
  return all
    .map(([name, schema]) => {
      const fields = fieldsOf(schema) || `${typeOf(schema)}`;
      return [`### ${name}`, schema.description, fields].filter(Boolean).join('\n\n');
    })
    .join('\n\n');
}
