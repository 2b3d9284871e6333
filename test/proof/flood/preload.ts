/**
 * Loaded into a proxy's process before the proxy: answers each message with the memory that is in use once what is not
 * needed is gone, and with how long the event loop has stood still since the last one.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();

/** What the proxy's process has used. */
export type Usage = {
  /** MB, of the whole process. */
  memory: number;
  /** Milliseconds. */
  delay: number;
  longestDelay: number;
};

const MB = 1024 * 1024;
const NANOSECONDS = 1e6;

process.on('message', () => {
  const usage: Usage = {
    delay: Math.round(delay.percentile(99) / NANOSECONDS),
    longestDelay: Math.round(delay.max / NANOSECONDS),
    memory: 0,
  };
  collect();
  usage.memory = Math.round(process.memoryUsage.rss() / MB);
  delay.reset();
  process.send!(usage);
});
process.channel!.unref();
