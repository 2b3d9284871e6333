import { publicUrl } from '../config/variables.ts';
import { readAssets } from '../http/assets.ts';
import { integrityOf, pinnedTags } from '../http/integrity.ts';
import { CliError, type Command } from './command.ts';

export const integrity: Command = {
  summary: 'prints the tags of a page that checks the script’s integrity',
  help: `Usage: invoice-pay-proxy integrity [URL]

Prints what goes into the head of a page in place of the plain script: an import map, and the script under the address
that this version alone has, both with the integrity of the files that come with this program.
URL is where customers reach the proxy, such as https://pay.example.com; default PUBLIC_URL.`,

  async run([url = process.env.PUBLIC_URL?.trim(), ...others]) {
    const address = publicUrl.safeParse(url);
    if (!address.success || others.length > 0)
      throw new CliError('Expected one URL such as https://pay.example.com, or PUBLIC_URL. See --help.');
    console.log(await pinnedTags(await integrityOf(await readAssets()), address.data));
    return 0;
  },
};
