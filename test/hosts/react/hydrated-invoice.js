import { createElement, useEffect, useRef } from 'react';

/**
 * Listens by itself, and asks for what was sent before: React gives a hydrated element its `on…` only with the next
 * change. https://github.com/react/react/issues/35446
 */
export function HydratedInvoice({ number, token, tokenUrl, label, attributes, hear }) {
  const ref = useRef(null);
  const heard = useRef(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is set once
  useEffect(() => {
    const element = ref.current;
    const listen = () => {
      if (element.status && element.status !== heard.current) hear(number, element.status);
      heard.current = element.status;
    };
    element.addEventListener('invoice-pay-status', listen);
    listen();
    return () => element.removeEventListener('invoice-pay-status', listen);
  }, []);
  return createElement(
    'invoice-pay-button',
    { ref, token, 'token-url': tokenUrl, ...attributes },
    createElement('a', { href: '#link' }, `${label} ${number}`),
  );
}
