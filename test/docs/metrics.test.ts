import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serveSimulator } from '../../demo/mollie/server.ts';
import { createMeters } from '../../proxy/metrics/meters.ts';
import { createWaiting } from '../../proxy/metrics/waiting.ts';
import { temporaryFolder } from '../help/cli.ts';
import { METRICS_TOKEN, scrape } from '../help/metrics.ts';
import { promtool, startPrometheus, withoutPrometheus } from '../help/prometheus.ts';
import { freePort, startProxy } from '../help/proxy-process.ts';
import { snippetsOf } from '../help/snippets.ts';
import { INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET, signToken } from '../help/stage.ts';

const PAGE = 'docs/operating/metrics.md';
const text = readFileSync(fileURLToPath(new URL(`../../${PAGE}`, import.meta.url)), 'utf8');
const snippets = snippetsOf(PAGE);
const [curl, config, rules] = snippets.map(({ code }) => code) as [string, string, string];

test('every block of the page is run here', () => {
  assert.deepEqual(
    snippets.map(({ language, test }) => [language, test]),
    ['sh', 'yaml', 'yaml'].map((language) => [language, 'test/docs/metrics.test.ts']),
  );
});

test("the page's table is what is counted: names, types, labels and words", async () => {
  const rows = [...text.matchAll(/^\| `(\w+)` \| (\w+) \| (.*?) ?\| (.+) \|$/gm)].map(
    ([, ...cells]) => cells,
  );
  const meters = createMeters(createWaiting(Date.now));
  const labelsOf = new Map(
    Object.values(meters).flatMap((meter) => {
      const { name, labelNames = [] } = meter as { name?: string; labelNames?: string[] };
      return name?.startsWith('invoice_pay_') ? [[name, labelNames] as const] : [];
    }),
  );
  const described = [
    ...(await meters.text()).matchAll(/^# HELP (invoice_pay_\w+) (.+)\n# TYPE \w+ (\w+)$/gm),
  ].map(([, name, help, type]) => [
    name,
    type,
    (labelsOf.get(name!) ?? []).map((label) => `\`${label}\``).join(' '),
    help,
  ]);
  assert.equal(described.length, labelsOf.size + 2);
  assert.deepEqual(rows.toSorted(), described.toSorted());
});

const skip = withoutPrometheus();

test('a real Prometheus asks a real proxy as the page says, and judges by its rules', { skip }, async (t) => {
  const folder = temporaryFolder(t);
  const mollie = await serveSimulator();
  t.after(mollie.close);
  const PORT = String(await freePort());
  const url = `http://127.0.0.1:${PORT}`;
  const proxy = await startProxy({
    MOLLIE_API_KEY: MOLLIE_KEY,
    MOLLIE_API_ENDPOINT: mollie.endpoint,
    INVOICE_SECRET,
    PROXY_SECRET,
    METRICS_TOKEN,
    PUBLIC_URL: url,
    STORAGE_URL: `sqlite:${folder}/pay.db`,
    PORT,
  });
  t.after(() => proxy.kill());
  const headers = { authorization: `Bearer ${await signToken(Date.now())}` };
  await fetch(`${url}/v1/invoice/payments`, { method: 'POST', headers });

  const told = execFileSync('sh', ['-c', curl.replace('https://pay.example.com', url)], {
    env: { PATH: process.env.PATH, METRICS_TOKEN },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  assert.match(told, /^invoice_pay_creates_total\{outcome="new"\} 1$/m);
  assert.equal(promtool(['check', 'metrics'], told), '');

  const [ruleFile, tokenFile] = [join(folder, 'rules.yml'), join(folder, 'token')];
  writeFileSync(ruleFile, rules);
  writeFileSync(tokenFile, METRICS_TOKEN);
  const prometheus = await startPrometheus(
    folder,
    config
      .replace('/etc/prometheus/invoice-pay-rules.yml', ruleFile)
      .replace('/etc/prometheus/invoice-pay-token', tokenFile)
      .replace('scheme: https', 'scheme: http')
      .replace('scrape_interval: 30s', 'scrape_interval: 1s')
      .replace('pay.example.com', new URL(url).host),
  );
  t.after(prometheus.close);
  const [created] = await prometheus.query('invoice_pay_creates_total{outcome="new"} == 1');
  assert.equal(created!.metric.job, 'invoice-pay');
  const up = await prometheus.query('up{job="invoice-pay"}');
  assert.deepEqual(
    up.map(({ value }) => value),
    [1],
  );
  const { groups } = (await prometheus.ask('/rules')) as { groups: { rules: { name: string }[] }[] };
  assert.equal(groups[0]!.rules.length, rules.match(/- alert:/g)!.length);
  assert.ok(
    (await scrape(url)).sum('http_request_duration_seconds_count', { route: '/metrics', status: '200' }) > 1,
  );
  assert.ok(!proxy.output().includes(METRICS_TOKEN));
});

/** Series over three quarters of a day, in the notation of promtool, under which exactly these alerts fire at the end. */
const SITUATIONS: { series: Record<string, string>; fire: string[] }[] = [
  {
    series: {
      'up{job="invoice-pay"}': '1x540',
      'invoice_pay_http_request_duration_seconds_count{status="200"}': '0+60x540',
      'invoice_pay_http_request_duration_seconds_count{status="503"}': '0+1x540',
      'invoice_pay_mollie_call_duration_seconds_count{outcome="ok"}': '0+60x540',
      'invoice_pay_mollie_call_duration_seconds_count{outcome="timeout"}': '0+1x540',
      'invoice_pay_creates_total{outcome="new"}': '0+10x540',
      'invoice_pay_webhooks_total{outcome="accepted"}': '0+1x540',
      invoice_pay_due_work_lateness_seconds_count: '0+10x540',
      'invoice_pay_due_work_lateness_seconds_bucket{le="900"}': '0+10x540',
      'invoice_pay_store_operation_duration_seconds_count{operation="due",outcome="ok"}': '0+12x540',
      invoice_pay_notifications_oldest_age_seconds: '1800x540',
    },
    fire: [],
  },
  {
    series: {
      'up{job="invoice-pay"}': '0x540',
      'invoice_pay_http_request_duration_seconds_count{status="200"}': '0+60x540',
      'invoice_pay_http_request_duration_seconds_count{status="503"}': '0+6x540',
      'invoice_pay_mollie_call_duration_seconds_count{outcome="ok"}': '0+60x540',
      'invoice_pay_mollie_call_duration_seconds_count{outcome="unauthorized"}': '0+10x540',
      'invoice_pay_creates_total{outcome="new"}': '0+10x540',
      'invoice_pay_webhooks_total{outcome="accepted"}': '7x540',
      invoice_pay_due_work_lateness_seconds_count: '0+10x540',
      'invoice_pay_due_work_lateness_seconds_bucket{le="900"}': '0+9x540',
      'invoice_pay_store_operation_duration_seconds_count{operation="due",outcome="ok"}': '7x540',
      'invoice_pay_store_operation_duration_seconds_count{operation="get",outcome="error"}': '0+1x540',
      invoice_pay_notifications_oldest_age_seconds: '3601x540',
    },
    fire: [...rules.matchAll(/- alert: (\w+)/g)].map(([, name]) => name!),
  },
];

test('each rule fires for what it is about, and none on a good day', { skip }, (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'rules.yml'), rules);
  assert.match(
    execFileSync('promtool', ['check', 'rules', join(folder, 'rules.yml')], { encoding: 'utf8' }),
    /SUCCESS: 8 rules/,
  );
  const summaries = new Map(
    [...rules.matchAll(/- alert: (\w+).*?summary: ([^\n]+)/gs)].map(([, name, summary]) => [name!, summary!]),
  );
  const tests = SITUATIONS.map(({ series, fire }) => ({
    interval: '1m',
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    alert_rule_test: [...summaries].map(([alertname, summary]) => ({
      eval_time: '9h',
      alertname,
      exp_alerts: fire.includes(alertname)
        ? [
            {
              exp_labels: alertname === 'InvoicePayDown' ? { job: 'invoice-pay' } : {},
              exp_annotations: { summary },
            },
          ]
        : [],
    })),
  }));
  // JSON is YAML, too.
  writeFileSync(join(folder, 'tests.yml'), JSON.stringify({ rule_files: ['rules.yml'], tests }));
  const said = execFileSync('promtool', ['test', 'rules', join(folder, 'tests.yml')], { encoding: 'utf8' });
  assert.match(said, /SUCCESS/);
});
