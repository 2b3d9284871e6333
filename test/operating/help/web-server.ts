import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { connect } from 'node:tls';
import { freePort } from '../../help/proxy-process.ts';

/** How long a web server may take until it listens. Milliseconds. */
const PATIENCE = 20_000;

/** Why a web server is not tested; false where it is installed, or where none may be skipped. */
export function without(program: 'nginx' | 'caddy'): string | false {
  const isInstalled = !spawnSync(program, [program === 'nginx' ? '-v' : 'version']).error;
  if (isInstalled) return false;
  if (process.env.CI === 'true') throw new Error(`${program} is not installed`);
  return `${program} is not installed`;
}

export type WebServer = {
  http: number;
  https: number;
  /** Asks it as a browser would that resolved the host's name to it. */
  ask(url: string, options?: Ask): Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>;
  close(): Promise<void>;
};

type Ask = { method?: string; headers?: Record<string, string>; body?: string };

/** An example of `deploy/`, as it stands but for ports and certificates, in front of a proxy. */
function example(path: string, proxy: string): string {
  const file = readFileSync(new URL(`../../../deploy/${path}`, import.meta.url), 'utf8');
  return file.replaceAll('127.0.0.1:3000', new URL(proxy).host);
}

/** nginx with an example, or with one that stands within the server of another site. */
export async function startNginx(
  path: string,
  proxy: string,
  change = (config: string) => config,
): Promise<WebServer> {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
  const [http, https] = [await freePort(), await freePort()];
  const [certificate, key] = [join(folder, 'site.pem'), join(folder, 'site.key')];
  const subject = ['-subj', '/CN=pay.example.com', '-days', '1', '-nodes'];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', ...subject, '-out', certificate, '-keyout', key],
    {
      stdio: 'ignore',
    },
  );
  const tls = `listen 443 ssl;\nssl_certificate /etc/ssl/pay.example.com.pem;\nssl_certificate_key /etc/ssl/private/pay.example.com.key;`;
  const part = change(example(path, proxy));
  const site = /^server \{/m.test(part) ? part : `server {\n${tls}\nserver_name shop.example.com;\n${part}}`;
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  );
  const config =
    `daemon off;\npid ${folder}/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n${temporary.join('\n')}\n${site}\n}`
      .replaceAll(/listen \[::\].*\n/g, '')
      .replaceAll('listen 443', `listen 127.0.0.1:${https}`)
      .replaceAll('listen 80', `listen 127.0.0.1:${http}`)
      .replaceAll('/etc/ssl/private/pay.example.com.key', key)
      .replaceAll('/etc/ssl/pay.example.com.pem', certificate);
  writeFileSync(join(folder, 'nginx.conf'), config);
  const child = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return started(child, { http, https, folder, name: 'pay.example.com' });
}

/** Caddy with an example, and certificates of its own making. */
export async function startCaddy(path: string, proxy: string): Promise<WebServer> {
  const folder = mkdtempSync(join(tmpdir(), 'caddy-'));
  const [http, https] = [await freePort(), await freePort()];
  const options = `{
    admin off
    local_certs
    skip_install_trust
    http_port ${http}
    https_port ${https}
  }`;
  const site = example(path, proxy);
  const [, name = ''] = /^(\S+\.com) \{$/m.exec(site) ?? [];
  writeFileSync(join(folder, 'Caddyfile'), `${options}\n${site}`);
  const child = spawn('caddy', ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
  });
  return started(child, { http, https, folder, name });
}

async function started(
  child: ChildProcess,
  { http, https, folder, name }: { http: number; https: number; folder: string; name: string },
): Promise<WebServer> {
  let said = '';
  child.stderr!.on('data', (chunk) => (said += chunk));
  const exited = once(child, 'exit');
  for (const end = Date.now() + PATIENCE; !(await listens(https, name)); await setTimeout(50)) {
    if (child.exitCode !== null || Date.now() > end) throw new Error(said);
  }
  return {
    http,
    https,
    async ask(url, { method = 'GET', headers = {}, body } = {}) {
      const { protocol, host, hostname, pathname, search } = new URL(url);
      const isSecure = protocol === 'https:';
      const target = { host: '127.0.0.1', port: isSecure ? https : http, path: pathname + search, method };
      const named = {
        ...target,
        headers: { host, ...headers },
        servername: hostname,
        rejectUnauthorized: false,
      };
      const asked = (isSecure ? httpsRequest : httpRequest)(named).end(body);
      const [answer] = (await once(asked, 'response')) as [import('node:http').IncomingMessage];
      return { status: answer.statusCode!, headers: answer.headers, body: await text(answer) };
    },
    async close() {
      child.kill('SIGTERM');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Caddy listens before it has made its certificate. */
function listens(port: number, servername: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, servername, rejectUnauthorized: false });
    socket.once('error', () => resolve(false));
    socket.once('secureConnect', () => {
      resolve(true);
      socket.destroy();
    });
  });
}
