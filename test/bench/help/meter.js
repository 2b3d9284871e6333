/** Loaded first into a process that is measured. Asked by a message, it answers what it has seen since it was last asked. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Milliseconds. The finest there is. */
const resolution = 1;

const histogram = monitorEventLoopDelay({ resolution });
histogram.enable();

process.on('message', ({ collects }) => {
  // The histogram counts the time from one tick of its timer to the next, the resolution included.
  const p99 = histogram.percentile(99) / 1e6 - resolution;
  const rss = process.memoryUsage.rss();
  if (collects) collect();
  histogram.reset();
  process.send({ p99, rss, heap: process.memoryUsage().heapUsed });
});
process.channel.unref();

function collect() {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}
