import { createLog, writeLines } from '../log.ts';
import { serve } from '../node.ts';
import { CliError, type Command, refuseArguments } from './command.ts';
import { loadConfig } from './config.ts';

export const serveCommand: Command = {
  summary: 'serves the proxy (default)',
  help: `Usage: invoice-pay-proxy [serve]

Serves the proxy on HOST:PORT (127.0.0.1:3000) until SIGTERM or SIGINT; requests under way may finish.
All configuration is checked at the start. Where the store was lost, the log says resync_needed and what to run.`,

  async run(args) {
    refuseArguments(args);
    const { port, host, publicUrl, realm, storageUrl, logLevel } = await loadConfig();
    const { address, stop } = await serve({ env: process.env, port, host }).catch(explainListen);
    const kind = storageUrl.slice(0, storageUrl.indexOf(':'));
    const message = `Listening on ${address}, reached at ${publicUrl}, ${realm.mode} mode, ${kind} store`;
    createLog(logLevel, writeLines(console.log))({ level: 'info', code: 'listening', message });
    await new Promise<void>((resolve) => {
      process.once('SIGTERM', resolve);
      process.once('SIGINT', resolve);
    });
    await stop();
    return 0;
  },
};

/** The port may be taken, or the address another machine's: nothing that a stack explains. */
function explainListen(error: NodeJS.ErrnoException): never {
  if (error.syscall !== 'listen' && error.syscall !== 'getaddrinfo') throw error;
  throw new CliError(`HOST or PORT: cannot listen there (${error.code})`);
}
