#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
import { existsSync } from 'node:fs';
import { check } from './cli/check.ts';
import { CliError, type Command } from './cli/command.ts';
import { resync } from './cli/resync.ts';
import { secret } from './cli/secret.ts';
import { serveCommand } from './cli/serve.ts';
import { sign } from './cli/sign.ts';
import { ConfigError } from './config.ts';

const COMMANDS: Record<string, Command> = { serve: serveCommand, sign, secret, check, resync };

const HELP = `invoice-pay-proxy: gets invoices paid online through Mollie

Usage: invoice-pay-proxy [command] [options]

${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  ${name.padEnd(8)}${summary}`)
  .join('\n')}

Without a command it serves. Configured by the environment, and by a file .env where there is one.
\`invoice-pay-proxy <command> --help\` tells more.`;

async function main([first, ...rest]: string[]): Promise<number> {
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
  // Variables that are set already stay as they are.
  if (existsSync('.env')) process.loadEnvFile('.env');
  return command.run(args);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isExpected = error instanceof CliError || error instanceof ConfigError;
  console.error(isExpected ? error.message : error);
  process.exitCode = 1;
}
