/** `npm run test:file -- PATH…`: test files, each where it runs: those of the element in a browser, all others in Node. */
import { spawnSync } from 'node:child_process';

const files = process.argv.slice(2);
if (files.length === 0) throw new Error('npm run test:file -- test/proxy/money.test.ts');
const isOfBrowser = (file: string) => /(^|\/)test\/widget\//.test(file);
const inBrowser = files.filter(isOfBrowser);
const inNode = files.filter((file) => !isOfBrowser(file));

const run = (command: string, args: string[]) => spawnSync(command, args, { stdio: 'inherit' }).status === 0;
const passed = [
  inNode.length === 0 ||
    run(process.execPath, ['--disable-warning=ExperimentalWarning', '--test', ...inNode]),
  inBrowser.length === 0 || run('wtr', ['--files', ...inBrowser]),
];
process.exitCode = passed.every(Boolean) ? 0 : 1;
