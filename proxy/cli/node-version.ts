/** As in package.json: SQLite without a flag, and TypeScript as it is. */
const NEEDED = [22, 18] as const;

/** Why this Node is too old, and how to get another; undefined where it is not, or where it is another runtime. */
export function problemOfNode(versions: Readonly<Record<string, string | undefined>>): string | undefined {
  if (versions.bun !== undefined || versions.deno !== undefined) return undefined;
  const [major = 0, minor = 0] = (versions.node ?? '').split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return undefined;
  const needed = NEEDED.join('.');
  return `invoice-pay-button needs Node ${needed} or newer, and this is ${versions.node}: see https://nodejs.org, or run npx --package=node@22 --package=invoice-pay-button invoice-pay-button`;
}
