import { publicUrl } from '../config/variables.ts';
import { readAssets } from '../http/assets.ts';
import { integrityOf, pinnedTags } from '../http/integrity.ts';
import { CliError, type Command } from './command.ts';

export const integrity: Command = {
  summary: 'prints the tags of a page that checks the script’s integrity',
  usage: '[--url URL]',
  help: `Prints what goes into the head of a page in place of the plain script: an import map, and the script under the address
that this version alone has, both with the integrity of the files that come with this program.

  --url URL  where customers reach the proxy, such as https://pay.example.com; default PUBLIC_URL`,
  examples: ['integrity --url https://pay.example.com'],
  options: { url: { type: 'string' } },

  async run({ url = process.env.PUBLIC_URL?.trim() }) {
    const address = publicUrl.safeParse(url);
    if (!address.success) throw new CliError('--url: expected an address such as https://pay.example.com');
    const facts = await integrityOf(await readAssets());
    return { text: await pinnedTags(facts, address.data), facts };
  },
};
