/**
 * As much of Lit's base class as this element uses, in a quarter of the bytes: in its place in the script that the
 * proxy serves, which every customer waits for. The element for bundlers has Lit's own.
 */

import type { ReactiveController } from 'lit';
import { adopt } from '../adopt.ts';

type Properties = Record<string, { attribute?: string }>;

type Values = Record<string, unknown>;

/** Lit's takes text from others, too. */
export const unsafeCSS = (text: string): string => text;

export class ReactiveElement extends HTMLElement {
  declare static properties: Properties;
  declare static styles: string;
  declare static shadowRootOptions: ShadowRootInit;

  declare renderRoot: ShadowRoot;
  hasUpdated = false;
  updateComplete: Promise<void>;
  #isUpdatePending = false;
  #enable!: () => void;
  /** Nothing is drawn before there is a place for it. */
  readonly #enabled = new Promise<void>((resolve) => {
    this.#enable = resolve;
  });
  readonly #controllers = new Set<ReactiveController>();

  /** The properties come with the attributes: the browser asks once, as the element is defined. */
  static get observedAttributes(): string[] {
    return Object.entries(ReactiveElement.properties).map(([name, { attribute = name }]) => {
      const values = new WeakMap<ReactiveElement, unknown>();
      Object.defineProperty(ReactiveElement.prototype, name, {
        configurable: true,
        get() {
          return values.get(this);
        },
        set(value: unknown) {
          if (values.get(this) === value) return;
          values.set(this, value);
          this.requestUpdate();
        },
      });
      return attribute;
    });
  }

  constructor() {
    super();
    this.updateComplete = this.#enabled;
    this.requestUpdate();
    const own = this as unknown as Values;
    for (const name in this.#properties) {
      if (!Object.hasOwn(this, name)) continue;
      // Set before the script was there.
      const value = own[name];
      delete own[name];
      own[name] = value;
    }
  }

  get #properties(): Properties {
    return (this.constructor as typeof ReactiveElement).properties;
  }

  attributeChangedCallback(changed: string, _: string | null, value: string | null): void {
    for (const [name, { attribute = name }] of Object.entries(this.#properties))
      if (attribute === changed) (this as unknown as Values)[name] = value;
  }

  connectedCallback(): void {
    this.renderRoot ??= this.createRenderRoot();
    this.#enable();
    for (const controller of this.#controllers) controller.hostConnected?.();
  }

  disconnectedCallback(): void {
    for (const controller of this.#controllers) controller.hostDisconnected?.();
  }

  addController(controller: ReactiveController): void {
    this.#controllers.add(controller);
    if (this.isConnected) controller.hostConnected?.();
  }

  requestUpdate(): void {
    if (this.#isUpdatePending) return;
    this.#isUpdatePending = true;
    this.updateComplete = this.#enabled.then(() => this.#performUpdate());
  }

  createRenderRoot(): ShadowRoot {
    const { shadowRootOptions, styles } = this.constructor as typeof ReactiveElement;
    const root = this.shadowRoot ?? this.attachShadow(shadowRootOptions);
    adopt(root, styles);
    return root;
  }

  willUpdate(): void {}

  update(): void {
    this.#isUpdatePending = false;
  }

  updated(): void {}

  #performUpdate(): void {
    this.willUpdate();
    for (const controller of this.#controllers) controller.hostUpdate?.();
    this.update();
    for (const controller of this.#controllers) controller.hostUpdated?.();
    this.hasUpdated = true;
    this.updated();
  }
}
