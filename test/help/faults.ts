import { equal } from './expect.ts';

const TYPES = ['error', 'unhandledrejection'] as const;

/** Collects the page's uncaught errors and rejected promises. */
export class Faults {
  readonly #heard: string[] = [];

  constructor() {
    for (const type of TYPES) addEventListener(type, this.#hear);
  }

  /** Stops listening, and fails if there was any. */
  end(): void {
    for (const type of TYPES) removeEventListener(type, this.#hear);
    equal(this.#heard, []);
  }

  readonly #hear = (event: ErrorEvent | PromiseRejectionEvent): void => {
    this.#heard.push(String('reason' in event ? event.reason : event.message));
  };
}
