import type { ReactiveControllerHost } from '@lit/reactive-element';

/** What the state and the controllers need of the element that they serve. */
export type Host = HTMLElement &
  ReactiveControllerHost & {
    readonly token: string | null;
    readonly tokenUrl: string | null;
    readonly proxy: string | null;
    /** Asks the proxy again. What fails is shown. */
    refresh: () => Promise<void>;
  };
