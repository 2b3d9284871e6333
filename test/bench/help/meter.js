/** Loaded first into a process that is measured. Asked for `delay` it answers what it has seen since it was last asked. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Milliseconds. The finest there is. */
const resolution = 1;

const histogram = monitorEventLoopDelay({ resolution });
histogram.enable();

process.on('message', () => {
  // The histogram counts the time from one tick of its timer to the next, the resolution included.
  const p99 = histogram.percentile(99) / 1e6 - resolution;
  histogram.reset();
  process.send({ p99, rss: process.memoryUsage.rss() });
});
process.channel.unref();
