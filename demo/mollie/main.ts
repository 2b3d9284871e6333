import { parseArgs } from 'node:util';
import { serveSimulator } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4000' },
    host: { type: 'string', default: '127.0.0.1' },
    hosts: { type: 'string', default: '' },
    json: { type: 'boolean' },
  },
});

const { url, endpoint, close } = await serveSimulator({
  port: Number(values.port),
  host: values.host,
  hosts: values.hosts.split(',').filter(Boolean),
});
console.log(
  values.json
    ? JSON.stringify({ url, endpoint })
    : `Mollie simulator: ${url}\nMOLLIE_API_ENDPOINT=${endpoint}`,
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, close);
