import { listOf, maybe, objectOf, text, time } from './response-shape.ts';

/** Every field of a connection that the administrator's panel draws. */
export const connectionShape = objectOf({
  findings: listOf(objectOf({ code: text, message: text, hint: text })),
  account: text,
  key: objectOf({ source: text, hint: maybe(text) }),
  brand: objectOf({ name: maybe(text), logo: maybe(text), color: maybe(text) }),
  mode: maybe(text),
  profile: maybe(objectOf({ name: text, status: text })),
  methods: listOf(objectOf({ description: text })),
  store: objectOf({ kind: text }),
  webhook: objectOf({ lastAt: maybe(time) }),
  checkedAt: time,
});
