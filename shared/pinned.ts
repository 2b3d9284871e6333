/**
 * Under how many new addresses a page with the pinned script may ask for a part that could not be had. Its import map
 * names addresses one by one, so that each of them stands there: the part's own with `?1`, `?2` and so on behind it.
 */
export const PINNED_RETRIES = 3;
