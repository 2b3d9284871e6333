import type { Hooks } from './observed.ts';

type Name = keyof Hooks;

const NAMES: readonly Name[] = [
  ...(['onStep', 'onFault', 'onCreate', 'onNotification', 'onPress', 'onHeard', 'onStored'] as const),
  ...(['onMollieCall', 'onVisit', 'onSaid', 'onAccount', 'onQuiet', 'onEnd'] as const),
];

/** Hooks that call all of these, one after the other. */
export function together(all: readonly Hooks[]): Hooks {
  const hooks: Partial<Record<Name, (...told: never[]) => void | Promise<void>>> = {};
  for (const name of NAMES) {
    const called = all.flatMap((one) => (one[name] ? [one[name] as (...told: unknown[]) => unknown] : []));
    if (called.length === 0) continue;
    const isAwaited = name === 'onQuiet' || name === 'onEnd';
    hooks[name] = isAwaited
      ? async (...told: unknown[]) => {
          for (const call of called) await call(...told);
        }
      : (...told: unknown[]) => {
          for (const call of called) call(...told);
        };
  }
  return hooks as Hooks;
}
