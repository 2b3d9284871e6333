import type { z } from 'zod';
import type { ErrorCode } from '../codes/errors.ts';
import type * as examples from './examples.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export type Tag = 'Invoices' | 'Pay page' | 'Operation' | 'Mollie' | 'Files';

export const JSON_TYPE = 'application/json';
export const FORM_TYPE = 'application/x-www-form-urlencoded';
export const HTML_TYPE = 'text/html';

/** Headers of answers that callers may rely on. */
export type AnswerHeader = 'Retry-After' | 'WWW-Authenticate' | 'Location' | 'ETag';

/** The name of an example. */
export type Example = keyof typeof examples;

export type Answer = {
  description: string;
  /** The media type, or any of several; none where there is no body. */
  type?: string | readonly string[];
  /** Of the body: a text, unless said otherwise. */
  schema?: z.ZodType;
  examples?: readonly Example[];
  headers?: readonly AnswerHeader[];
};

/** As the security schemes are called. */
export type Token = 'payerToken' | 'merchantToken' | 'adminToken' | 'metricsToken';

/** One method of one path, as it is told. */
export type Operation = {
  id: string;
  tag: Tag;
  summary: string;
  description: string;
  /** Any of these tokens; none where it wants none. */
  tokens?: readonly Token[];
  query?: z.ZodObject;
  body?: { type: string; schema: z.ZodType; isRequired: boolean; example?: unknown };
  /** By their status; `default` for those of the errors. */
  answers: Readonly<Record<number, Answer>> & { readonly default?: Answer };
  /** Besides those that every operation may answer. */
  errors: readonly ErrorCode[];
  /** Below `/pay` errors are pages. */
  errorType?: string;
};

/** Operations by their path, as the router has it, and their method. */
export type Paths = Readonly<Record<string, Readonly<Partial<Record<Method, Operation>>>>>;
