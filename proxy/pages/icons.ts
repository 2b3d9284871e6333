import { raw } from 'hono/html';

/** Drawn on a grid of 20; the style says with which stroke. */
const DRAWINGS = {
  open: '<circle cx="10" cy="10" r="7.25"/>',
  part: '<circle cx="10" cy="10" r="7.25"/><path d="M10 2.75a7.25 7.25 0 0 1 0 14.5z" fill="currentColor"/>',
  tick: '<circle cx="10" cy="10" r="7.25"/><path d="m6.75 10.25 2.25 2.25 4.25-4.75"/>',
  clock: '<circle cx="10" cy="10" r="7.25"/><path d="M10 6v4l2.5 2"/>',
  alert: '<path d="M10 3 2.5 16.25h15z"/><path d="M10 8v3.5M10 13.9v.1"/>',
  back: '<path d="M6.5 4 3 7.5 6.5 11"/><path d="M3.25 7.5H12a4.25 4.25 0 0 1 0 8.5H8"/>',
  none: '<circle cx="10" cy="10" r="7.25"/><path d="M6.75 10h6.5"/>',
  stop: '<circle cx="10" cy="10" r="7.25"/><path d="m5 15 10-10"/>',
  info: '<circle cx="10" cy="10" r="7.25"/><path d="M10 9.25v4M10 6.6v.1"/>',
  lock: '<rect x="4.25" y="9" width="11.5" height="7.75" rx="1.5"/><path d="M6.75 9V6.5a3.25 3.25 0 0 1 6.5 0V9"/>',
  copy: '<rect x="7" y="7" width="9.75" height="9.75" rx="1.5"/><path d="M4.75 13H3.25V4.75a1.5 1.5 0 0 1 1.5-1.5H13v1.5"/>',
  print: '<path d="M6 7V3.25h8V7M6 14H3.25V7h13.5v7H14"/><path d="M6 11.75h8v5H6z"/>',
} as const;

export type Icon = keyof typeof DRAWINGS;

/** An icon beside words that say the same, so it is hidden from screen readers. */
export function icon(name: Icon) {
  return raw(`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">${DRAWINGS[name]}</svg>`);
}
