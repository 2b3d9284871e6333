import { z } from 'zod';

/** A JSON Schema, or a part of the document. */
export type Json = { [name: string]: unknown };

/** JSON Schemas of the document: what has an id is collected in `components`, and the others refer to it there. */
export function createSchemas() {
  const components: Json = {};
  return {
    components,
    toJson(schema: z.ZodType, io: 'input' | 'output'): Json {
      const { $schema, $defs, ...json } = z.toJSONSchema(schema, { io, override: shorten });
      Object.assign(components, withReferences($defs ?? {}));
      return withReferences(json);
    },
  };
}

function withReferences(json: Json): Json {
  return JSON.parse(JSON.stringify(json).replaceAll('"#/$defs/', '"#/components/schemas/'));
}

/** Leaves out what says nothing more: the pattern of a date beside its format, the bounds of every integer. */
function shorten({ jsonSchema }: { jsonSchema: Json }): void {
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  delete jsonSchema.propertyNames;
  delete jsonSchema.id;
}
