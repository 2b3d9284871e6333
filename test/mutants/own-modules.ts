/**
 * For a copy of the tree inside the tree, whose other modules are found further up: Mollie's client of its own, so that
 * the client's node-fetch is what stands in the copy.
 */
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname } from 'node:path';

const CLIENT = '@mollie/api-client';

mkdirSync('node_modules');
cpSync(dirname(findPackageJSON(CLIENT, import.meta.url)!), `node_modules/${CLIENT}`, { recursive: true });
symlinkSync('../proxy/mollie/transport', 'node_modules/node-fetch');
