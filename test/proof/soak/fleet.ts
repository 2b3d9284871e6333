import { freePort, type ProxyProcess, startProxy } from '../../help/proxy-process.ts';
import { PRELOAD } from '../child/address.ts';
import type { Dice } from './dice.ts';

export type Kill = { server: string; at: number };

/** Several servers on one store, some of which may be dead at any moment. */
export async function startFleet(size: number, env: Record<string, string>, dice: Dice) {
  const ports = await Promise.all(Array.from({ length: size }, freePort));
  let current = env;
  const start = (port: number) => startProxy({ ...current, PORT: String(port) }, PRELOAD);
  const servers: (ProxyProcess | undefined)[] = await Promise.all(ports.map(start));
  const kills: Kill[] = [];
  let said = '';

  /** Kills one as a power cut would, and starts it again; one that is dead is left to whoever has killed it. */
  async function restart(index: number): Promise<void> {
    const server = servers[index];
    if (!server) return;
    servers[index] = undefined;
    await server.kill();
    said += server.output();
    kills.push({ server: server.url, at: Date.now() });
    servers[index] = await start(ports[index]!);
  }

  return {
    /** In their order. */
    kills,
    /** All that they have written, the dead ones too. */
    said: () => said + servers.map((server) => server?.output() ?? '').join(''),
    /** The address of one that lives, or of one that has just died where none does. */
    pick(): string {
      const living = servers.filter((server) => server !== undefined);
      return living.length > 0 ? dice.among(living).url : `http://127.0.0.1:${ports[0]}`;
    },
    killOne: () => restart(dice.between(0, size - 1)),
    /** Starts one after the other again with something else in its environment. */
    async change(changed: Record<string, string>): Promise<void> {
      current = { ...current, ...changed };
      for (const index of ports.keys()) await restart(index);
    },
    async close() {
      await Promise.all(servers.map((server) => server?.kill()));
    },
  };
}

export type Fleet = Awaited<ReturnType<typeof startFleet>>;
