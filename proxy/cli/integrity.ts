import { parseArgs } from 'node:util';
import { publicUrl } from '../config/variables.ts';
import { readAssets } from '../http/assets.ts';
import { integrityOf, pinnedTags } from '../http/integrity.ts';
import { CliError, type Command } from './command.ts';

export const integrity: Command = {
  summary: 'prints the tags of a page that checks the script’s integrity',
  help: `Usage: invoice-pay-proxy integrity [--url URL]

Prints what goes into the head of a page in place of the plain script: an import map, and the script under the address
that this version alone has, both with the integrity of the files that come with this program.

  --url URL   where customers reach the proxy, such as https://pay.example.com; default PUBLIC_URL`,

  async run(args) {
    const url = publicUrl.safeParse(readUrl(args) ?? process.env.PUBLIC_URL?.trim());
    if (!url.success) throw new CliError('--url: expected an address such as https://pay.example.com');
    console.log(await pinnedTags(await integrityOf(await readAssets()), url.data));
    return 0;
  },
};

function readUrl(args: string[]): string | undefined {
  try {
    return parseArgs({ args, options: { url: { type: 'string' } } }).values.url;
  } catch (error) {
    throw new CliError(`${(error as Error).message}\n\n${integrity.help}`);
  }
}
