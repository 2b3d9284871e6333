/** `npm run dev`: the demo, which starts anew when its code, the proxy's, the element's or the pay page's has changed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { build, type Plugin } from 'vite';

const DEMO = ['--disable-warning=ExperimentalWarning', '--watch', '--watch-preserve-output', 'demo/start.ts'];

let demo: ChildProcess | undefined;

async function stop(): Promise<void> {
  if (!demo || demo.exitCode !== null || demo.signalCode !== null) return;
  const ended = once(demo, 'exit');
  demo.kill('SIGTERM');
  await ended;
}

// The proxy reads the built element once, so that another build needs another proxy.
async function restart(): Promise<void> {
  await stop();
  demo = spawn(process.execPath, DEMO, { stdio: 'inherit' });
}

/** Has the element's watcher watch the pay page's script as well: one build empties the folder of both. */
const watchPageScript: Plugin = {
  name: 'watch-page-script',
  buildStart() {
    for (const file of globSync('proxy/pages/script/*.ts')) this.addWatchFile(resolve(file));
  },
};

const watcher = await build({
  mode: 'widget',
  logLevel: 'warn',
  plugins: [watchPageScript],
  build: { watch: {} },
});
if (!('on' in watcher)) throw new Error('vite does not watch');
watcher.on('event', async (event) => {
  if (event.code === 'ERROR') console.error(event.error.message);
  if (event.code !== 'BUNDLE_END') return;
  // The compressed files are written when the bundle is closed.
  await event.result.close();
  await build({ mode: 'page', logLevel: 'warn' }).catch((error: Error) => console.error(error.message));
  await restart();
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, async () => {
    await stop();
    await watcher.close();
    process.exit();
  });
}
