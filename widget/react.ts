/** As `index.ts`, and the element's attributes and events in JSX. Of React it needs the types alone. */
import type { ClassAttributes, HTMLAttributes } from 'react';
import { define } from './define.ts';
import type { InvoicePayButton, InvoicePayEventMap } from './element.ts';

define();

export * from './element.ts';

/** React 19 listens to an event of any name by `on` and that name. https://react.dev/reference/react-dom/components#custom-html-elements */
type Listeners = {
  [Name in keyof InvoicePayEventMap as `on${Name}`]?: (event: InvoicePayEventMap[Name]) => void;
};

/** What `<invoice-pay-button>` takes in JSX. */
export type InvoicePayButtonProps = ClassAttributes<InvoicePayButton> &
  HTMLAttributes<InvoicePayButton> &
  Listeners & { token?: string | null; 'token-url'?: string | null; proxy?: string | null };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'invoice-pay-button': InvoicePayButtonProps;
    }
  }
}
