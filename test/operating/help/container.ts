import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = fileURLToPath(new URL('../../..', import.meta.url));

/** Where machines keep the certificates that they trust; those of a company's own registry are among them. */
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

/**
 * Why containers are not tested; false where they can be, or where none may be skipped. What a machine does not allow, as a
 * container without the right to mount, nobody can install.
 */
export function withoutContainers(): string | false {
  const missing = ['buildah', 'debootstrap', 'setpriv', 'unshare'].filter(
    (name) => spawnSync(name, ['--version']).error,
  );
  const why =
    missing.length > 0
      ? `not installed: ${missing.join(', ')}`
      : process.getuid?.() !== 0 && 'only root can build a root file system';
  if (why && process.env.CI === 'true') throw new Error(why);
  return why || (!mayMount() && 'this machine allows no mounts');
}

function mayMount(): boolean {
  const mount = ['mount', '-t', 'tmpfs', 'none', tmpdir()];
  return spawnSync('unshare', ['--mount', '--propagation', 'private', ...mount]).status === 0;
}

/** Images that buildah builds and reads, in a folder of their own. */
export function createImages() {
  const folder = mkdtempSync(join(tmpdir(), 'invoice-pay-images-'));
  const at = ['--root', `${folder}/images`, '--runroot', `${folder}/run`];
  const buildah = (command: string, ...args: string[]) =>
    execFileSync('buildah', [...at, command, ...args], {
      cwd: checkout,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 2 ** 26,
      env: { ...process.env, BUILDAH_ISOLATION: 'chroot' },
    }).trim();

  return {
    /** Debian and this Node under the name of the official image, which a machine without a registry cannot have. */
    makeBase(name: string): void {
      const root = join(folder, 'base');
      execFileSync('debootstrap', ['--variant=minbase', 'bookworm', root], { stdio: 'ignore' });
      installNode(root);
      execFileSync('chroot', [root, 'useradd', '--uid', '1000', '--create-home', 'node']);
      execFileSync('tar', ['-C', root, '-cf', `${folder}/base.tar`, '.']);
      const lines = [
        'FROM scratch',
        'ADD base.tar /',
        'ENV PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
      ];
      if (existsSync(CERTIFICATES)) lines.push(`ENV NODE_EXTRA_CA_CERTS=${CERTIFICATES}`);
      writeFileSync(`${folder}/Dockerfile`, lines.join('\n'));
      writeFileSync(`${folder}/.dockerignore`, '*\n!base.tar\n');
      buildah('build', '--tag', name, folder);
      rmSync(root, { recursive: true });
      rmSync(`${folder}/base.tar`);
    },

    /** Builds the Dockerfile of the checkout, each of its steps, with the options of `docker build`. */
    build(options: readonly string[]): void {
      const cache = execFileSync('npm', ['config', 'get', 'cache'], { encoding: 'utf8' }).trim();
      mkdirSync(cache, { recursive: true });
      const network = ['--network', 'host', '--volume', `${cache}:/root/.npm`];
      buildah('build', '--format=docker', '--pull=never', '--layers=false', ...network, ...options);
    },

    /** A container of an image: where its root stands, and what its configuration says. */
    from(name: string): { root: string; config: ImageConfig } {
      const id = buildah('from', '--pull=never', name);
      const root = buildah('mount', id);
      const { Docker } = JSON.parse(buildah('inspect', id)) as { Docker: { config: ImageConfig } };
      return { root, config: Docker.config };
    },

    close(): void {
      buildah('rm', '--all');
      buildah('rmi', '--all', '--force');
      spawnSync('umount', [`${folder}/images/overlay`]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Docker's image specification 1.2, `config`. */
export type ImageConfig = {
  User: string;
  Env: string[];
  Entrypoint: string[];
  Cmd: string[];
  WorkingDir: string;
  Volumes: Record<string, object>;
  /** `['CMD', …]` */
  Healthcheck: { Test: string[] };
};

function installNode(root: string): void {
  const script = execFileSync('sh', ['-c', 'readlink -f "$(command -v npm)"'], { encoding: 'utf8' }).trim();
  const npm = dirname(dirname(script));
  mkdirSync(`${root}/usr/local/lib/node_modules`, { recursive: true });
  cpSync(process.execPath, `${root}/usr/local/bin/node`);
  cpSync(npm, `${root}/usr/local/lib/node_modules/npm`, { recursive: true, dereference: true });
  for (const name of ['npm', 'npx']) {
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, `${root}/usr/local/bin/${name}`);
  }
  if (!existsSync(CERTIFICATES)) return;
  mkdirSync(dirname(root + CERTIFICATES), { recursive: true });
  cpSync(CERTIFICATES, root + CERTIFICATES);
}

export type Container = ReturnType<typeof createContainer>;

/**
 * Runs commands in a root file system as an engine would: read-only but for its volumes and `/tmp`, as the image's user, without capabilities, on
 * the network of the machine.
 */
export function createContainer(
  { root, config }: { root: string; config: ImageConfig },
  volumes: Record<string, string>,
) {
  const mounts = Object.entries(volumes).map(
    ([target, source]) => `mount --bind '${source}' '${root}${target}'`,
  );
  const script = [
    'set -e',
    `mount --bind '${root}' '${root}'`,
    `mount --bind /dev '${root}/dev'`,
    `mount --bind /proc '${root}/proc'`,
    `mount -t tmpfs none '${root}/tmp'`,
    ...mounts,
    `mount -o remount,bind,ro '${root}'`,
    `cd '${root}'`,
    `exec chroot '${root}' setpriv --reuid=${config.User} --regid=${config.User} --clear-groups --no-new-privs \\
      --bounding-set=-all --inh-caps=-all env --chdir='${config.WorkingDir}' -- "$@"`,
  ].join('\n');

  return {
    /** Starts a command, with the environment of the image and this one. */
    start(command: readonly string[], env: Record<string, string> = {}): ChildProcess {
      const all = { ...Object.fromEntries(config.Env.map(splitVariable)), ...env };
      const args = ['--mount', '--propagation', 'private', 'sh', '-c', script, 'sh', ...command];
      return spawn('unshare', args, { env: all, stdio: ['ignore', 'pipe', 'pipe'] });
    },

    /** Runs a command until it ends. */
    async run(command: readonly string[], env: Record<string, string> = {}) {
      const child = this.start(command, env);
      let output = '';
      for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk) => (output += chunk));
      const [code] = (await once(child, 'close')) as [number | null];
      return { code, output };
    },
  };
}

function splitVariable(text: string): [string, string] {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}
