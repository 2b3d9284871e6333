import type { z } from 'zod';
import { type ErrorCode, STATUS_OF } from '../codes/errors.ts';
import { error, notification } from '../schemas/answers.ts';
import { tokenClaims } from './claims.ts';
import { EVERYWHERE } from './errors.ts';
import * as examples from './examples.ts';
import { type Answer, type AnswerHeader, type Example, JSON_TYPE, type Operation } from './operation.ts';
import { PATHS } from './paths/index.ts';
import { createSchemas, type Json } from './schemas.ts';
import { HEADERS, INFO, PARAMETERS, SECURITY_SCHEMES, TAGS } from './texts.ts';

type Schemas = ReturnType<typeof createSchemas>;

/** The example of an error, by its code. */
const ERROR_EXAMPLES: Partial<Record<ErrorCode, Example>> = {
  nothing_due: 'nothingDue',
  invalid_token: 'invalidToken',
};

/** The API in OpenAPI 3.1. https://spec.openapis.org/oas/v3.1.1.html */
export function openApiDocument({ publicUrl }: { publicUrl: string }): Json {
  const schemas = createSchemas();
  const paths = Object.entries(PATHS).map(([path, operations]) => [
    path.replaceAll(/:(\w+)/g, '{$1}'),
    {
      ...parametersOfPath(path),
      ...Object.fromEntries(
        Object.entries(operations).map(([method, operation]) => [
          method.toLowerCase(),
          operationJson(operation, schemas),
        ]),
      ),
    },
  ]);
  const webhooks = { notification: { post: notificationJson(schemas) } };
  schemas.components.InvoiceClaims = schemas.toJson(tokenClaims, 'input');
  return {
    openapi: '3.1.0',
    info: INFO,
    servers: [{ url: publicUrl }],
    tags: TAGS,
    paths: Object.fromEntries(paths),
    webhooks,
    components: {
      schemas: schemas.components,
      securitySchemes: SECURITY_SCHEMES,
      parameters: PARAMETERS,
      headers: HEADERS,
      examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }])),
    },
  };
}

const refer = (part: string, name: string) => ({ $ref: `#/components/${part}/${name}` });

function parametersOfPath(path: string): Json {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
  return names.length === 0 ? {} : { parameters: names.map((name) => refer('parameters', name)) };
}

function operationJson(operation: Operation, schemas: Schemas): Json {
  const { id, tag, summary, description, tokens = [], query, body, answers } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    description,
    security: tokens.map((token) => ({ [token]: [] })),
    parameters: [...(query ? queryParameters(query, schemas) : []), refer('parameters', 'Accept-Language')],
    ...(body && {
      requestBody: {
        required: body.isRequired,
        content: {
          [body.type]: {
            schema: schemas.toJson(body.schema, 'input'),
            ...(body.example === undefined ? {} : { example: body.example }),
          },
        },
      },
    }),
    responses: {
      ...Object.fromEntries(
        Object.entries<Answer>(answers).map(([status, answer]) => [status, answerJson(answer, schemas)]),
      ),
      ...errorsJson(operation, schemas),
    },
  };
}

function queryParameters(query: z.ZodObject, schemas: Schemas): Json[] {
  const { properties = {} } = schemas.toJson(query, 'output') as { properties?: Record<string, Json> };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    description,
    schema,
  }));
}

function answerJson(
  { description, type, schema, examples = [], headers = [] }: Answer,
  schemas: Schemas,
): Json {
  const json = schema ? schemas.toJson(schema, 'output') : { type: 'string' };
  return {
    description,
    ...headersJson(headers),
    ...(type && {
      content: Object.fromEntries(
        [type].flat().map((one) => [one, { schema: json, ...examplesJson(examples) }]),
      ),
    }),
  };
}

function headersJson(names: readonly AnswerHeader[]): Json {
  if (names.length === 0) return {};
  return { headers: Object.fromEntries(names.map((name) => [name, refer('headers', name)])) };
}

function examplesJson(names: readonly Example[]): Json {
  if (names.length === 0) return {};
  return { examples: Object.fromEntries(names.map((name) => [name, refer('examples', name)])) };
}

/** The errors of an operation by their status, each with its codes. */
function errorsJson({ errors, errorType = JSON_TYPE }: Operation, schemas: Schemas): Json {
  const codes = [...new Set([...errors, ...EVERYWHERE])];
  const byStatus = Map.groupBy(codes, (code) => STATUS_OF[code]);
  const any = schemas.toJson(error, 'output');
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => {
      const ofCodes = {
        properties: { error: { properties: { code: { enum: codes } }, additionalProperties: true } },
      };
      const isJson = errorType === JSON_TYPE;
      const told = codes.flatMap((code) => ERROR_EXAMPLES[code] ?? []);
      return [
        status,
        {
          description: codes.map((code) => `\`${code}\``).join(', '),
          ...headersJson(headersOf(status)),
          content: {
            [errorType]: isJson
              ? { schema: { allOf: [any, ofCodes] }, ...examplesJson(told) }
              : { schema: { type: 'string' } },
          },
        },
      ];
    }),
  );
}

function headersOf(status: number): AnswerHeader[] {
  if (status === 401) return ['WWW-Authenticate'];
  return status === 429 || status === 503 ? ['Retry-After'] : [];
}

function notificationJson(schemas: Schemas): Json {
  return {
    operationId: 'hearNotification',
    tags: ['Notifications'],
    summary: 'Hear of a change of an invoice',
    description:
      'The host receives this at `NOTIFY_URL`, in the format of https://www.standardwebhooks.com, at least once: repetitions have the same `webhook-id`. Until it is accepted it is sent again, with growing pauses, for three days.',
    security: [],
    parameters: ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
      refer('parameters', name),
    ),
    requestBody: {
      required: true,
      content: {
        [JSON_TYPE]: { schema: schemas.toJson(notification, 'output'), ...examplesJson(['notification']) },
      },
    },
    responses: {
      '2XX': { description: 'The host has accepted it.' },
      410: { description: 'The host wants no more of this: it is not sent again.' },
      default: { description: 'It is sent again, later. Redirects are not followed.' },
    },
  };
}
