/**
 * Stands between a proxy and the simulator, so that each API key has a profile of its own: its list shows what was
 * made with it, and nobody else's key sees that. `join` puts all keys into one profile again.
 */
export function splitProfiles() {
  const owners = new Map<string, string>();
  let isSplit = true;

  const between: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    const { pathname } = new URL(String(input));
    const key = new Headers(init?.headers).get('authorization') ?? '';
    if (!isSplit || !/\/payments(\/|$)/.test(pathname)) return response;
    const body = await response.clone().json();
    if (init?.method === 'POST' && response.ok) owners.set(body.id, key);
    const isSeen = ({ id }: { id: string }) => (owners.get(id) ?? key) === key;
    const list = body._embedded?.payments;
    if (list) body._embedded.payments = list.filter(isSeen);
    else if (body.id && !isSeen(body))
      return Response.json({ status: 404, title: 'Not Found' }, { status: 404 });
    return new Response(JSON.stringify(body), response);
  };

  return {
    fetch: between,
    join() {
      isSplit = false;
    },
  };
}
