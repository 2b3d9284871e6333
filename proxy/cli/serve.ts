import { knowsNoClients } from '../config/client-addresses.ts';
import { createLog, writeLines } from '../log/index.ts';
import { serve } from '../node/serve.ts';
import type { Command } from './command.ts';
import { loadConfig } from './config.ts';

const NOT_LIMITED =
  'What comes from this machine or a private network is not limited by address: TRUSTED_PROXIES is not set';

/** Without MOLLIE_API_KEY. */
const NOT_CONNECTED =
  'MOLLIE_API_KEY is not set: merchants connect their own Mollie accounts, each as an administrator in the element, or by PUT /v1/connection';

export const serveCommand: Command = {
  summary: 'serves the proxy (default)',
  help: `Serves the proxy on HOST:PORT (127.0.0.1:3000) until SIGTERM or SIGINT; requests under way may finish.
All configuration is checked at the start. Where the store was lost, the log says resync_needed and what to run.
Its log is JSON, one object a line.`,
  examples: ['serve', ''],

  async run() {
    const config = await loadConfig();
    const { port, host, publicUrl, mode, storageUrl, logLevel } = config;
    const { address, stop } = await serve({ env: process.env, port, host });
    const kind = storageUrl.slice(0, storageUrl.indexOf(':'));
    const message = `Listening on ${address}, reached at ${publicUrl}, ${mode ? `${mode} mode` : 'no API key of its own'}, ${kind} store`;
    const log = createLog(logLevel, writeLines(console.log, Date.now));
    log({ level: 'info', code: 'listening', message });
    if (!mode) log({ level: 'info', code: 'not_connected', message: NOT_CONNECTED });
    if (knowsNoClients(config)) log({ level: 'warn', code: 'address_limits_off', message: NOT_LIMITED });
    await new Promise<void>((resolve) => {
      process.once('SIGTERM', resolve);
      process.once('SIGINT', resolve);
    });
    await stop();
    return undefined;
  },
};
