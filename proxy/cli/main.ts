import { existsSync } from 'node:fs';
import { ConfigError } from '../config/index.ts';
import { backup } from './backup.ts';
import { check } from './check.ts';
import { CliError, type Command } from './command.ts';
import { integrity } from './integrity.ts';
import { resync } from './resync.ts';
import { secret } from './secret.ts';
import { serveCommand } from './serve.ts';
import { sign } from './sign.ts';

const COMMANDS: Record<string, Command> = {
  serve: serveCommand,
  sign,
  secret,
  check,
  resync,
  backup,
  integrity,
};

const HELP = `invoice-pay-proxy: gets invoices paid online through Mollie

Usage: invoice-pay-proxy [command] [options]

${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`)
  .join('\n')}

Without a command it serves. Configured by the environment, and by a file .env where there is one.
\`invoice-pay-proxy <command> --help\` tells more.`;

/** Runs a command, says what is wrong with it, and answers the exit code. */
export async function main(args: string[]): Promise<number> {
  // The process goes on when nobody reads its output any more.
  process.stdout.on('error', () => {});
  try {
    return await run(args);
  } catch (error) {
    const isExpected = error instanceof CliError || error instanceof ConfigError;
    console.error(isExpected ? error.message : error);
    return 1;
  }
}

async function run([first, ...rest]: string[]): Promise<number> {
  if (first === '--help' || first === '-h' || first === 'help') {
    console.log(HELP);
    return 0;
  }
  const isNamed = first !== undefined && !first.startsWith('-');
  const name = isNamed ? first : 'serve';
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new CliError(`There is no command ${name}.\n\n${HELP}`);
  const args = isNamed || first === undefined ? rest : [first, ...rest];
  if (args.includes('--help') || args.includes('-h')) {
    console.log(command.help);
    return 0;
  }
  readEnvFile();
  return command.run(args);
}

/** Variables that are set already stay as they are. */
function readEnvFile(): void {
  if (!existsSync('.env')) return;
  try {
    process.loadEnvFile('.env');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CliError(
      `.env: expected a file that can be read (${code}); with none, the environment alone counts`,
    );
  }
}
