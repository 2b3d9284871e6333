import type { Audience } from '../../shared/audiences.ts';

/** Draws the element. `Content` is what stands in its three areas, as the layout can draw it. */
export type Layout<Content> = {
  /** @param content null while nothing is known @param withFallback whether the page's own content is shown too */
  draw(content: Content | null, audience: Audience, withFallback: boolean): void;
};
