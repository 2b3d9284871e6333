/** What cannot be promised. */
export const LIMITS: readonly string[] = [
  'Mollie cannot withdraw most open checkouts. A customer who keeps two of them open can pay both; it is seen, told, and left to the merchant.',
  'A customer can begin to pay between our look and the new payment. Nobody can rule that out from outside Mollie; both are counted.',
  'Of payments that have ended, a create asks about five, of the last two hours. Money that comes later still for an expired payment counts as soon as its webhook or a look brings it, for two days.',
  'Mollie remembers an Idempotency-Key for an hour. A create of which nothing is known by then is put aside and looked for in its list for a day, as far back as 5,000 payments; if it was made all the same, its webhook brings it, and nobody ever had its checkout.',
  'Redis that fails over to a replica can lose the last writes it acknowledged, and Redis that writes its disk once a second can lose that second. Payments come back by webhooks, looks and `resync`; lines of the log do not.',
  'A store that is lost takes the log with it. Facts come back as they were when the last payment was made, and nothing restored can be paid before the host, or the operator, has said that it still holds.',
  'A notification may arrive twice or late, and tells how things stand when it is sent: of two changes in quick succession both may tell the second.',
  'Servers follow a change of an account’s key within ten seconds. A store that is lost takes the keys along: each account is connected again.',
  'A payment that Mollie shows to none of the keys blocks while it is pending, until the merchant goes on without it; if it turns up after all, both count.',
  'A lost store is noticed by the newest 5,000 payments of each profile; `check` says where a list goes back further.',
  'The simulator is a Mollie of our own. It answers as the documentation and the official client have it, and cannot know what Mollie changes.',
  'Whoever holds the host’s signing secret can state any amount; whoever has a link can see and pay that invoice.',
];
