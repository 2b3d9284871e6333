import { z } from 'zod';
import { WITH_STORE } from '../errors.ts';
import { type Answer, JSON_TYPE, type Paths } from '../operation.ts';

/** Of `GET /health` and `GET /ready`. */
const state = (status: string): Answer => ({
  description: 'It is.',
  type: JSON_TYPE,
  schema: z.strictObject({ status: z.literal(status) }),
});

/** For whoever runs the proxy. */
export const OPERATION = {
  '/health': {
    GET: {
      id: 'getHealth',
      tag: 'Operation',
      summary: 'Ask whether it is alive',
      description: 'The process answers. Nothing else is asked.',
      answers: { 200: state('ok') },
      errors: [],
    },
  },
  '/ready': {
    GET: {
      id: 'getReadiness',
      tag: 'Operation',
      summary: 'Ask whether it is ready',
      description: 'The store takes writes, and has not lost what Mollie knows.',
      answers: { 200: state('ready') },
      errors: [...WITH_STORE, 'resync_needed', 'mollie_unavailable', 'mollie_rejected'],
    },
  },
  '/openapi.json': {
    GET: {
      id: 'getOpenApi',
      tag: 'Operation',
      summary: 'Read this document',
      description: 'OpenAPI 3.1. Pages of any origin may read it.',
      answers: {
        200: {
          description: 'This document.',
          type: JSON_TYPE,
          headers: ['ETag'],
          schema: z.looseObject({ openapi: z.literal('3.1.0') }),
        },
        304: { description: 'Whoever asks has it already.', headers: ['ETag'] },
      },
      errors: [],
    },
  },
} as const satisfies Paths;

/** Where METRICS_TOKEN is set; elsewhere this path is 404, as any that is not there. */
export const METRICS = {
  '/metrics': {
    GET: {
      id: 'getMetrics',
      tag: 'Operation',
      summary: 'Read what is counted',
      description: 'For Prometheus. Without `METRICS_TOKEN` in the configuration there is no such path.',
      tokens: ['metricsToken'],
      answers: { 200: { description: 'In the text format of Prometheus.', type: 'text/plain' } },
      errors: ['invalid_token', 'not_found'],
    },
  },
} as const satisfies Paths;
