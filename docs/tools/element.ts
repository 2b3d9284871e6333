import { code, table } from './markdown.ts';

type Described = { name: string; description?: string; default?: string; type?: { text: string } };
type Member = Described & {
  kind: string;
  readonly?: boolean;
  attribute?: string;
  return?: { type: { text: string } };
};
type Declaration = {
  name: string;
  customElement?: boolean;
  attributes?: Described[];
  members?: Member[];
  events?: Described[];
  slots?: Described[];
  cssParts?: Described[];
  cssStates?: Described[];
  cssProperties?: Described[];
};
/** https://github.com/webcomponents/custom-elements-manifest */
export type Manifest = { modules: { declarations: Declaration[] }[] };

/** All that a page can say to the element and hear from it. */
export function element({ modules }: Manifest): string {
  const all = modules.flatMap(({ declarations }) => declarations);
  const own = all.find(({ customElement }) => customElement)!;
  const fieldsOf = ({ type }: Described) => all.find(({ name }) => name === type?.text)?.members ?? [];
  const about = (described: Described[] = []) =>
    table(
      ['', ''],
      described.map(({ name, description = '' }) => [name ? code(name) : '(default)', description]),
    );
  return [
    `## Attributes\n\n${attributes(own)}`,
    `## Properties and methods\n\n${members(own)}`,
    `## Events\n\nThey bubble out of shadow trees, and their fields are read-only.\n\n${table(
      ['event', 'fields', ''],
      (own.events ?? []).map((event) => [
        code(event.name),
        fieldsOf(event)
          .map(({ name }) => code(name))
          .join(' '),
        event.description ?? '',
      ]),
    )}`,
    `## Slots\n\n${about(own.slots)}`,
    `## Parts\n\nFor \`::part(…)\`.\n\n${about(own.cssParts)}`,
    `## States\n\nFor \`:state(…)\`.\n\n${about(own.cssStates)}`,
    `## Custom properties\n\n${table(
      ['', 'default', ''],
      (own.cssProperties ?? []).map((it) => [code(it.name), code(it.default ?? ''), it.description ?? '']),
    )}`,
  ].join('\n\n');
}

function attributes({ attributes = [] }: Declaration): string {
  return table(
    ['', ''],
    attributes.map(({ name, description = '' }) => [code(name), description]),
  );
}

function members({ members = [], attributes = [] }: Declaration): string {
  const describe = (member: Member) =>
    member.description ?? attributes.find(({ name }) => name === member.attribute)?.description ?? '';
  return table(
    ['', 'type', ''],
    members.map((member) => [
      code(member.kind === 'method' ? `${member.name}()` : member.name),
      code((member.return?.type ?? member.type)?.text ?? ''),
      `${member.readonly ? 'Read-only. ' : ''}${describe(member)}`,
    ]),
  );
}
