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

const { url, endpoint, simulator, close } = await serveSimulator({
  port: Number(values.port),
  host: values.host,
  hosts: values.hosts.split(',').filter(Boolean),
});
const [first, other] = simulator.organizations.list();
const second = { name: other!.name, apiKeys: other!.profiles.flatMap(({ apiKeys }) => apiKeys) };
console.log(
  values.json
    ? JSON.stringify({ url, endpoint, second })
    : `Mollie simulator: ${url}
MOLLIE_API_ENDPOINT=${endpoint}
Any key in Mollie's form works, as one of ${first!.name}. A second merchant, ${second.name}, has
${second.apiKeys.join('\n')}`,
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, close);
