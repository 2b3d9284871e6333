/** Checks the shape of an answer: between page and proxy, a gateway may answer with something else. */
// biome-ignore lint/suspicious/noExplicitAny: it may be anything
export type Shape = (value: any) => boolean;

export const text: Shape = (value) => typeof value === 'string';

const matching =
  (pattern: RegExp): Shape =>
  (value) =>
    text(value) && pattern.test(value);

/** ISO 8601, a day or a time. */
export const time: Shape = (value) => text(value) && Date.parse(value) > Number.NEGATIVE_INFINITY;

export const maybe =
  (shape: Shape): Shape =>
  (value) =>
    value == null || shape(value);

/** A field that not every answer has; where it is, it is not null. */
export const optional =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined || shape(value);

export const listOf =
  (shape: Shape): Shape =>
  (value) =>
    Array.isArray(value) && value.every((each) => shape(each));

export const objectOf =
  (fields: Record<string, Shape>): Shape =>
  (value) =>
    Object(value) === value && Object.entries(fields).every(([name, shape]) => shape(value[name]));

export const amount = objectOf({ currency: matching(/^[A-Z]{3}$/), value: matching(/^-?\d+(\.\d+)?$/) });

/** Every field of an invoice that the first file draws. */
export const invoiceShape = objectOf({
  id: text,
  status: text,
  label: text,
  total: amount,
  remaining: amount,
  due: amount,
  dueDate: maybe(time),
  completedAt: maybe(time),
  reasons: listOf(text),
  link: maybe(text),
  methods: optional(listOf(objectOf({ id: text, label: text }))),
});
