import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '../proxy-process.ts';

/** How long a server may take until it can be used. Milliseconds. */
const PATIENCE = 20_000;

/**
 * A display that nobody sees, of the size of a small desk.
 * @returns its name, as in the variable DISPLAY
 */
export async function startDisplay(program: string): Promise<string> {
  // It looks for a free number by itself, and tells it by the fourth stream once it can be used.
  const args = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const server = startServer(program, args, process.env);
  const late = AbortSignal.timeout(PATIENCE);
  const [number] = await once(server.stdio[3] as Readable, 'data', { signal: late }).catch((cause) => {
    throw new Error(`${program} does not start`, { cause });
  });
  return `:${String(number).trim()}`;
}

/** @returns the port where it listens */
export async function startWebDriver(program: string, display: string): Promise<number> {
  const port = await freePort();
  const server = startServer(program, [`--port=${port}`], {
    ...process.env,
    DISPLAY: display,
    // Its sandbox refuses to start for root, as in most containers.
    ...(process.getuid?.() === 0 && { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' }),
  });
  const end = performance.now() + PATIENCE;
  while (!(await isReady(port))) {
    if (server.exitCode !== null || performance.now() > end) throw new Error(`${program} does not answer`);
    await setTimeout(50);
  }
  return port;
}

async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined);
  return answer?.ok ?? false;
}

/** Starts a server that ends with this process, however that ends. */
function startServer(program: string, args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  const server = spawn('setpriv', ['--pdeathsig', 'TERM', program, ...args], {
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  server.unref();
  return server;
}
