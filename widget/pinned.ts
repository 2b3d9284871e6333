/** The script under its versioned address, one folder below the plain one. Pages that check its integrity load this. */
import { PINNED_RETRIES } from '../shared/pinned.ts';
import { define } from './define.ts';

const address = import.meta.url;

define(new URL('..', address).href, PINNED_RETRIES);
