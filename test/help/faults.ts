import { equal } from './expect.ts';

const TYPES = ['error', 'unhandledrejection'] as const;

/** Hears of everything on the page that fails and that nobody catches. */
export class Faults {
  readonly #heard: string[] = [];

  constructor() {
    for (const type of TYPES) addEventListener(type, this.#hear);
  }

  /** Hears no more, and fails where there was anything. */
  end(): void {
    for (const type of TYPES) removeEventListener(type, this.#hear);
    equal(this.#heard, []);
  }

  readonly #hear = (event: ErrorEvent | PromiseRejectionEvent): void => {
    this.#heard.push(String('reason' in event ? event.reason : event.message));
  };
}
