import { FAULTS, type FaultName, type Seam } from './faults.ts';

/** A fault that waits for its operation. */
export type Arm = {
  name: FaultName;
  /** Operations that it lets pass before. */
  skip: number;
  times: number;
  /** Befalls what is about an invoice in this state alone; null for any. */
  state: string | null;
  /** Befalls such operations alone, `create` or `update`; null for all of its seam. */
  only: string | null;
};

const SEAM_OF = new Map<FaultName, Seam>(
  (Object.keys(FAULTS) as Seam[]).flatMap((seam) => FAULTS[seam].map((name) => [name, seam] as const)),
);

export function seamOf(name: FaultName): Seam {
  return SEAM_OF.get(name)!;
}

/** Faults that wait at once, at most: what some are aimed at may never come. */
const MOST = 400;

/** The faults that wait, in the order in which they were armed. */
export class Arms {
  readonly #waiting: Arm[] = [];
  readonly #onStrike: (name: FaultName, about: number | null) => void;
  readonly #stateOf: (invoice: number) => string;

  /** @param onStrike is told of each that befalls an operation, and the invoice that this was about */
  constructor(
    onStrike: (name: FaultName, about: number | null) => void,
    stateOf: (invoice: number) => string,
  ) {
    this.#onStrike = onStrike;
    this.#stateOf = stateOf;
  }

  add(arm: Arm): void {
    this.#waiting.push(arm);
    if (this.#waiting.length > MOST) this.#waiting.shift();
  }

  clear(): void {
    this.#waiting.length = 0;
  }

  /** What befalls an operation at a seam; undefined for nothing. */
  take(seam: Seam, operation: string, about: number | null): FaultName | undefined {
    for (const [place, arm] of this.#waiting.entries()) {
      if (seamOf(arm.name) !== seam || (arm.only !== null && arm.only !== operation)) continue;
      if (arm.state !== null && (about === null || this.#stateOf(about) !== arm.state)) continue;
      if (arm.skip > 0) {
        arm.skip--;
        continue;
      }
      arm.times--;
      if (arm.times === 0) this.#waiting.splice(place, 1);
      this.#onStrike(arm.name, about);
      return arm.name;
    }
    return undefined;
  }
}
