/** The script that the proxy serves: the element knows its proxy from the address it came from. */
import { define } from './define.ts';

// By a name of its own: a bundler would take `new URL('.', import.meta.url)` for a file to include.
const address = import.meta.url;

define(new URL('.', address).href);
