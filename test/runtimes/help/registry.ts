import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { packTarball } from '../../help/tarball.ts';

const { name, version, ...manifest } = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
) as { name: string; version: string };

export type Registry = {
  /** For the variable `NPM_CONFIG_REGISTRY`, which all package managers read. */
  url: string;
  close(): Promise<void>;
};

/** A registry in which the package is published as it is here; for all others it leads to the one that npm uses. */
export async function startRegistry(): Promise<Registry> {
  const others = spawnSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).stdout.trim();
  const tarball = readFileSync(await packTarball());
  const file = `/${name}-${version}.tgz`;
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path === file) response.end(tarball);
    else if (path === `/${name}`) response.setHeader('content-type', 'application/json').end(packument());
    else response.writeHead(307, { location: new URL(`.${path}`, others).href }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  /** https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md */
  function packument(): string {
    const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
    const shasum = createHash('sha1').update(tarball).digest('hex');
    const dist = { tarball: url + file, integrity, shasum };
    const published = new Date(0).toISOString();
    return JSON.stringify({
      name,
      'dist-tags': { latest: version },
      time: { created: published, modified: published, [version]: published },
      versions: { [version]: { ...manifest, name, version, dist } },
    });
  }

  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
