/** The element for bundlers: registers itself; `proxy` must be set. */
import { define } from './define.ts';

define();

export * from './element.ts';
