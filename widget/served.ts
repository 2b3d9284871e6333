/** The script that the proxy serves. Its own address tells the element where its proxy is. */
import { define } from './define.ts';

// In a variable, since bundlers take `new URL('.', import.meta.url)` for a file to include.
const address = import.meta.url;

define(new URL('.', address).href);
