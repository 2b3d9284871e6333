/**
 * As much of `lit` as this element uses, in the script that the proxy serves, which every customer waits for: Lit's
 * templates, and of its base class what is called here. The element for bundlers has Lit's own.
 */

import type { ReactiveController, TemplateResult } from 'lit';
import { html, type RenderOptions, render } from 'lit/html.js';
import { adopt } from '../adopt.ts';

type Values = Record<string, unknown>;

export { html };

/** Lit's takes text from others, too. */
export const unsafeCSS = (text: string): string => text;

export abstract class LitElement extends HTMLElement {
  declare static properties: Record<string, { attribute?: string }>;
  declare static styles: string;
  declare static shadowRootOptions: ShadowRootInit;

  declare renderRoot: ShadowRoot;
  declare updateComplete: Promise<void>;
  #isUpdatePending = false;
  /** Nothing is drawn before there is a place for it. */
  #enable!: () => void;
  readonly #enabled = new Promise<void>((resolve) => {
    this.#enable = resolve;
  });
  readonly #controllers = new Set<ReactiveController>();

  /** The browser asks once, as the element is defined: the properties come with their attributes. */
  static get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: it is the class that is defined
    const { properties, prototype } = this;
    return Object.keys(properties).map((name) => {
      const values = new WeakMap<LitElement, unknown>();
      Object.defineProperty(prototype, name, {
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
      return properties[name]!.attribute ?? name;
    });
  }

  constructor() {
    super();
    this.requestUpdate();
    const own = this as unknown as Values;
    for (const name in this.#class.properties) {
      if (!Object.hasOwn(this, name)) continue;
      // Set before the script was there.
      const value = own[name];
      delete own[name];
      own[name] = value;
    }
  }

  get #class(): typeof LitElement {
    return this.constructor as typeof LitElement;
  }

  attributeChangedCallback(changed: string, _: string | null, value: string | null): void {
    for (const [name, { attribute = name }] of Object.entries(this.#class.properties))
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
    this.updateComplete = this.#enabled.then(() => this.#update());
  }

  createRenderRoot(): ShadowRoot {
    const { shadowRootOptions, styles } = this.#class;
    const root = this.shadowRoot ?? this.attachShadow(shadowRootOptions);
    adopt(root, styles);
    return root;
  }

  abstract willUpdate(): void;

  abstract render(): TemplateResult;

  abstract updated(): void;

  #update(): void {
    const options: RenderOptions = { host: this };
    this.willUpdate();
    for (const controller of this.#controllers) controller.hostUpdate?.();
    const view = this.render();
    this.#isUpdatePending = false;
    render(view, this.renderRoot, options);
    for (const controller of this.#controllers) controller.hostUpdated?.();
    this.updated();
  }
}
