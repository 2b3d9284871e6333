import type { Stage } from './stage.ts';

export const METRICS_TOKEN = 'a-metrics-token-of-30-characters';

type Labels = Record<string, string>;

/** What `/metrics` answered at one moment. */
export type Scraped = {
  /** As it was answered. */
  text: string;
  /** The value of every series, by its name with its labels. */
  series: ReadonlyMap<string, number>;
  /** The sum of all series of a metric, without `invoice_pay_`, that have these labels. */
  sum(name: string, labels?: Labels): number;
};

export function parseMetrics(text: string): Scraped {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const series = new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(' ');
      return [line.slice(0, at), Number(line.slice(at + 1))] as const;
    }),
  );
  const sum = (name: string, labels: Labels = {}) => {
    const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
    return [...series]
      .filter(([key]) => key.replace(/\{.*/, '') === `invoice_pay_${name}`)
      .filter(([key]) => wanted.every((pair) => key.includes(pair)))
      .reduce((total, [, value]) => total + value, 0);
  };
  return { text, series, sum };
}

/** Asks as Prometheus does. */
export async function scrape(url: string): Promise<Scraped> {
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  if (response.status !== 200) throw new Error(`/metrics answers ${response.status}`);
  return parseMetrics(await response.text());
}

/** The values of one label of a metric, with how much was counted of each while `work` went on; nothing of what was not. */
export async function countedBy(
  { url }: Pick<Stage, 'url'>,
  name: string,
  labels: readonly string[],
  work: () => Promise<unknown>,
): Promise<Record<string, number>> {
  const before = await scrape(url);
  await work();
  const after = await scrape(url);
  const counted: Record<string, number> = {};
  for (const [key, value] of after.series) {
    const difference = value - (before.series.get(key) ?? 0);
    if (key.replace(/\{.*/, '') !== `invoice_pay_${name}` || difference === 0) continue;
    const values = labels.map((label) => new RegExp(`[{,]${label}="([^"]*)"`).exec(key)?.[1]);
    counted[values.join(' ')] = (counted[values.join(' ')] ?? 0) + difference;
  }
  return counted;
}
