import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { backup } from './backup.ts';
import { check } from './check.ts';
import { CliError, type Command, toKebab, type Values } from './command.ts';
import { EXIT, EXIT_MEANINGS } from './exit-codes.ts';
import { toFailure } from './failure.ts';
import { health } from './health.ts';
import { integrity } from './integrity.ts';
import { demo, simulator } from './programs.ts';
import { resync } from './resync.ts';
import { secret } from './secret.ts';
import { serveCommand } from './serve.ts';
import { sign } from './sign.ts';

/** As it works from nothing; where the package is installed, `invoice-pay-proxy` is the same. */
const CALL = 'npx invoice-pay-button';

const COMMANDS: Readonly<Record<string, Command>> = {
  ...{ serve: serveCommand, sign, secret, check, resync, backup, health, integrity },
  ...{ demo, simulator },
};

/** For every command. */
const COMMON = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

const HELP = `Gets invoices paid online through Mollie.

Usage: ${CALL} [command] [options]

${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  ${name.padEnd(11)}${summary}`)
  .join('\n')}

  --json     facts as one line of JSON, errors too
  --version  of this package
  --help     behind a command: more of it, with an example

Without a command it serves. Configured by the environment, and by a file .env where there is one.

Exit codes, those of sysexits.h:
${EXIT_MEANINGS}

Example:
  ${CALL} demo`;

/** Runs a command, says what is wrong with it, and answers the exit code. */
export async function main(args: string[]): Promise<number> {
  // The process goes on when nobody reads its output any more.
  process.stdout.on('error', () => {});
  try {
    return await run(args);
  } catch (error) {
    const { message, exit, problems } = toFailure(error);
    const facts = { error: { code: exit, exit: EXIT[exit], message, problems } };
    console.error(args.includes('--json') ? JSON.stringify(facts) : message);
    return EXIT[exit];
  }
}

async function run([first, ...rest]: string[]): Promise<number> {
  if (first === '--help' || first === '-h' || first === 'help') return print(HELP);
  if (first === '--version') return printVersion(rest);
  const isNamed = first !== undefined && !first.startsWith('-');
  const name = isNamed ? first : 'serve';
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new CliError(`There is no command ${name}.\n\n${HELP}`);
  const args = isNamed || first === undefined ? rest : [first, ...rest];
  if (args.includes('--help') || args.includes('-h')) return print(helpOf(name, command));
  const { values, file } = parse(name, command, args);
  readEnvFile();
  const outcome = await command.run(values, file);
  if (outcome) print(values.json ? JSON.stringify(outcome.facts) : outcome.text);
  return outcome?.code ?? Number(process.exitCode ?? 0);
}

function print(text: string): 0 {
  console.log(text);
  return 0;
}

function printVersion(args: readonly string[]): 0 {
  const { version } = createRequire(import.meta.url)('invoice-pay-button/package.json') as {
    version: string;
  };
  return print(args.includes('--json') ? JSON.stringify({ version, node: process.versions.node }) : version);
}

function helpOf(name: string, { usage = '[options]', help, examples }: Command): string {
  return `Usage: ${CALL} ${name} ${usage}

${help}

${examples.length > 1 ? 'Examples' : 'Example'}:
${examples.map((example) => `  ${CALL} ${example}`).join('\n')}`;
}

function parse(name: string, { options, takesFile = false, usage }: Command, args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: joinNegative(args.map((arg) => (arg.startsWith('--') ? toKebab(arg) : arg))),
      options: { ...options, ...COMMON },
      allowPositionals: takesFile,
    });
    if (positionals.length !== Number(takesFile)) throw new Error(`Expected ${usage}`);
    return { values: values as Values, file: positionals[0] ?? '' };
  } catch (error) {
    const [problem] = (error as Error).message.split('. ');
    throw new CliError(`${problem}. \`${CALL} ${name} --help\` tells what there is.`);
  }
}

/** A credit note's `--total -5.00` is an option with a value, not two options. */
function joinNegative(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const option = joined.at(-1);
    if (/^-\d/.test(arg) && option?.startsWith('--') && !option.includes('='))
      joined.push(`${joined.pop()}=${arg}`);
    else joined.push(arg);
  }
  return joined;
}

/** Variables that are set already stay as they are. */
function readEnvFile(): void {
  if (!existsSync('.env')) return;
  try {
    process.loadEnvFile('.env');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const expected = `expected a file that can be read (${code}); with none, the environment alone counts`;
    throw new CliError(`.env: ${expected}`, 'EX_CONFIG');
  }
}
