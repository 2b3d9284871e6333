import type { Answer } from './network.ts';
import type { Said, Visit } from './observed.ts';
import type { Scheduler } from './scheduler.ts';

/** Who wants to hear what arrives at proxies, and what they say. */
export type Listener = { onVisit: (visit: Visit) => void; onSaid: (said: Said) => void };

/** Tells of a request while a proxy works on it, and of its answer. */
export async function visit(
  { listener: { onVisit, onSaid }, scheduler }: { listener: Listener; scheduler: Pick<Scheduler, 'stamp'> },
  { method, path, ...whose }: { method: string; path: string } & Pick<Visit, 'process' | 'invoice'>,
  response: () => Promise<Response>,
): Promise<Answer> {
  const visit: Visit = {
    ...whose,
    kind: kindOf(method, path),
    from: scheduler.stamp,
    to: Number.POSITIVE_INFINITY,
  };
  onVisit(visit);
  try {
    const answer = await answerOf(await response());
    onSaid({ where: 'answer', text: `${answer.headers.join('\n')}\n${answer.body}` });
    return answer;
  } finally {
    visit.to = scheduler.stamp;
  }
}

async function answerOf(response: Response): Promise<Answer> {
  return { status: response.status, headers: [...response.headers], body: await response.text() };
}

function kindOf(method: string, path: string): Visit['kind'] {
  if (path.startsWith('/webhooks/')) return 'webhook';
  if (path.endsWith('/refresh')) return 'refresh';
  if (method === 'POST' && /^\/(pay\/|v1\/invoice\/payments$)/.test(path)) return 'press';
  return path.startsWith('/v1/invoice') ? 'view' : 'other';
}
