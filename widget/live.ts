/** What looks at an invoice again when the page comes back, and by itself while a payment is under way. */
export type Follower = {
  /** Whether news may come any moment. */
  isMoving: () => boolean;
  look: () => unknown;
};

const followers = new Set<Follower>();
let timer: ReturnType<typeof setTimeout> | undefined;
let looks = 0;
let loading = false;

/** Keeps a follower up to date until it leaves. All on a page share one clock, so that their questions go out together. */
export function follow(follower: Follower): void {
  if (followers.size === 0) {
    loading = document.readyState !== 'complete';
    listen('addEventListener');
  }
  followers.add(follower);
  hasten();
}

export function unfollow(follower: Follower): void {
  followers.delete(follower);
  if (followers.size === 0) {
    listen('removeEventListener');
    plan();
  }
}

/** Starts over with short pauses: something has just begun to move. */
export function hasten(): void {
  looks = 0;
  plan();
}

/** In milliseconds: ten times 3 seconds, ten times 10, then 30. */
function pause(): number {
  return looks < 10 ? 3_000 : looks < 20 ? 10_000 : 30_000;
}

function plan(): void {
  clearTimeout(timer);
  const moving = [...followers].some((follower) => follower.isMoving());
  if (moving && !document.hidden) timer = setTimeout(tick, pause());
}

function tick(): void {
  looks++;
  for (const follower of followers) if (follower.isMoving()) follower.look();
  plan();
}

function wake(event: Event): void {
  // A page that has just loaded shows itself once; its first questions are on their way already.
  if (event.type === 'pageshow' && loading) {
    loading = false;
    return;
  }
  if (!document.hidden) for (const follower of followers) follower.look();
  hasten();
}

function listen(change: 'addEventListener' | 'removeEventListener'): void {
  document[change]('visibilitychange', wake);
  for (const type of ['pageshow', 'focus', 'online']) window[change](type, wake);
}
