import { createHash } from 'node:crypto';

/** Lines that are hashed at once, which is faster. */
const LINES = 200;

/** What happened, one line for each step, and its hash. */
export class Trace {
  readonly #hash = createHash('sha256');
  readonly #start: number;
  readonly #print: ((line: string) => void) | undefined;
  #lines: string[] = [];

  constructor(start: number, print?: (line: string) => void) {
    this.#start = start;
    this.#print = print;
  }

  /** @param at milliseconds since 1970 */
  add(at: number, who: string, what: string): void {
    const line = `${((at - this.#start) / 1000).toFixed(3)} ${who}: ${what}`;
    this.#print?.(line);
    if (this.#lines.push(line) >= LINES) this.#flush();
  }

  #flush(): void {
    this.#hash.update(`${this.#lines.join('\n')}\n`);
    this.#lines = [];
  }

  /** SHA-256 in hex; nothing is added afterwards. */
  hash(): string {
    this.#flush();
    return this.#hash.digest('hex');
  }
}
