import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { UNTOLD } from './checked/fail.ts';

const CLI = fileURLToPath(new URL('../../proxy/cli/index.ts', import.meta.url));

/** What a proxy's process loads first to have its answers checked. */
export const CHECKED = new URL('./checked/register.ts', import.meta.url).href;

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

export type ProxyProcess = {
  url: string;
  /** Resolves once it has ended, for whatever reason. */
  ended: Promise<void>;
  /** Tells it something, where it was started with `preload`; resolves with what that answers, rejects if it ends. */
  tell(message: object): Promise<unknown>;
  /** What it has written, both streams. */
  output(): string;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Asks it to stop; answers its exit code. */
  stop(): Promise<number | null>;
};

/**
 * `invoice-pay-proxy` as a process of its own, once it listens.
 * @param preload a module that it loads first, to be killed or measured; its answers are then checked by whoever
 *   receives them, with `checked/fetch.ts`
 */
export async function startProxy(env: Record<string, string>, preload?: string): Promise<ProxyProcess> {
  const first = ['--import', preload ?? CHECKED];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...first, CLI], {
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', ...env },
    stdio: preload === undefined ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let output = '';
  const listening = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk;
      if (output.includes('Listening on')) resolve();
    };
    child.stdout!.on('data', hear);
    child.stderr!.on('data', hear);
    child.once('exit', (code) => reject(new Error(`The proxy ended with ${code}:\n${output}`)));
  });
  await listening;
  return {
    url: `http://127.0.0.1:${env.PORT}`,
    ended,
    async tell(message) {
      const answered = new Promise((resolve) => child.once('message', (answer) => resolve({ answer })));
      // If it cannot be told, it has ended, and that is noticed elsewhere.
      child.send(message, () => {});
      const told = (await Promise.race([answered, ended])) as { answer: unknown } | undefined;
      if (!told) throw new Error('The proxy has ended');
      return told.answer;
    },
    output: () => output,
    async kill() {
      await end(child, 'SIGKILL');
      assertTold(output);
    },
    async stop() {
      const code = await end(child, 'SIGTERM');
      assertTold(output);
      return code;
    },
  };
}

/** Fails where a process has ended with an answer that is not as `openapi.json` tells. */
export function assertTold(output: string): void {
  const problem = output.split('\n').find((line) => line.includes(UNTOLD));
  if (problem) throw new Error(problem);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
  return child.exitCode;
}
