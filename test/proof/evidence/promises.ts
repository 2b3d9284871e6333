/** A promise, how it is kept, and the tests that fail where it is not: file → names or their beginnings. */
export type Promised = {
  promise: string;
  mechanism: string;
  tests: Readonly<Record<string, readonly string[]>>;
};

const PROPERTIES = 'whatever happens to an invoice, every payment asks what is due and none is lost';
const KILLS = 'a process killed at any step of any route loses nothing and asks nothing twice';
const SOAK =
  'four servers on one Redis, killed and cut off at random, ask what is due, lose nothing and tell the truth';
const SIMULATION =
  'in worlds where everything goes wrong that can, every payment asks what is due and none is lost';
const NAIVE = 'the same servers fail it where their store writes without comparing';

export const PROMISES: readonly Promised[] = [
  {
    promise: 'No amount comes from the browser.',
    mechanism:
      'The host signs the invoice. What a page sends as `expect` is compared with what is due, and never asked for.',
    tests: {
      'test/proxy/token.test.ts': ['a signature that does not fit is refused, whatever the token says'],
      'test/proxy/pay.test.ts': ['who had another amount on the screen is told before paying'],
      'test/widget/pay.test.ts': ['sends the amount as shown, and nothing else of money'],
    },
  },
  {
    promise:
      'A new payment asks exactly what is due, by the newest facts and by what Mollie said when it was made.',
    mechanism:
      'Every create looks at Mollie first. The facts with the highest `rev` count. The intent is written only where nothing has changed since it was decided; an older one is resolved before.',
    tests: {
      'test/proof/properties.test.ts': [PROPERTIES],
      'test/proof/soak.test.ts': [SOAK],
      'test/simulation/worlds.test.ts': [SIMULATION],
      'test/proof/interference.test.ts': [
        "another server's intent that comes up while Mollie is asked is resolved, never replaced",
        'where the facts change before the intent is written, what is due is decided again',
      ],
      'test/proxy/creating.test.ts': [
        'what is due changes while Mollie answers: the new payment asks what is due then',
      ],
      'test/proxy/part-payments.test.ts': [
        'an older token changes no fact, but still shows and pays what is due by the newest',
      ],
    },
  },
  {
    promise: 'Every payment made here is found again from its invoice, after a crash at any point.',
    mechanism:
      'What will be asked is written down before it is sent. Every try sends the same bytes under the same Idempotency-Key, and the background takes up what nobody came back for. `resync` rebuilds a lost store from the signed metadata at Mollie.',
    tests: {
      'test/proof/kill-matrix.test.ts': [KILLS],
      'test/proof/soak.test.ts': [SOAK],
      'test/simulation/worlds.test.ts': [SIMULATION],
      'test/proxy/creating.test.ts': [
        'an answer that is lost is found again by the background, without anybody asking',
        'every try of one attempt sends the same bytes, whatever else has changed since',
      ],
      'test/proxy/resync.test.ts': ['a resync brings back invoices, attempts and links'],
    },
  },
  {
    promise: '“Paid” means that Mollie says so, of a payment of this invoice, in its currency and mode.',
    mechanism:
      'A webhook is only a reason to look. A payment becomes the invoice’s by our own create, or by metadata with a MAC over account, mode, invoice, attempt and amount. Account and mode are part of every record, so that test money is never live.',
    tests: {
      'test/proof/properties.test.ts': [PROPERTIES],
      'test/proxy/webhooks.test.ts': [
        'a wrong MAC is 404, and Mollie is not asked',
        'an id that is not of this invoice is of no concern, and stores nothing',
      ],
      'test/proxy/realms.test.ts': [
        'a link of the other mode leads nowhere: no page, no QR, no payment',
        'test money counts for nothing on the live invoice, and the live link is another',
      ],
      'test/proxy/notify-outages.test.ts': [
        'a test payment is told as test when test runs again, and never as live',
      ],
      'test/proxy/answers.test.ts': [
        'a create that is answered with another amount, currency or mode is handed out to nobody',
      ],
    },
  },
  {
    promise: 'Double clicks, two tabs and several servers make one payment.',
    mechanism:
      'Attempt n of an invoice has one key at Mollie, which makes one payment of it whoever sends it.',
    tests: {
      'test/proxy/attempts.test.ts': ['ten at once make one payment'],
      'test/proxy/creating.test.ts': [
        'while Mollie still works on the first try, another server waits for the same payment',
      ],
      'test/proof/soak.test.ts': [SOAK],
      'test/simulation/worlds.test.ts': [SIMULATION],
    },
  },
  {
    promise:
      'With Mollie or the store down there is a clear error within five seconds, nothing is damaged, and it heals by itself.',
    mechanism: 'Every call has a deadline; whatever it left behind is resolved by whoever comes next.',
    tests: {
      'test/proxy/creating.test.ts': [
        'Mollie down is a clear error within five seconds, and heals by itself',
        'Mollie hanging is a clear error within five seconds',
      ],
      'test/proxy/stores.test.ts': ['a driver that hangs or fails is an error within three seconds'],
      'test/proof/soak.test.ts': [SOAK],
      'test/simulation/worlds.test.ts': [SIMULATION],
    },
  },
  {
    promise: 'No log entry and no notification that was acknowledged is lost when a process is killed.',
    mechanism:
      'Document, log lines and the time of the next work are one atomic write, compared by version. What the host is to hear waits in an outbox inside the document; a lease lets another server take over.',
    tests: {
      'test/proof/kill-matrix.test.ts': [KILLS],
      'test/proof/soak.test.ts': [SOAK, NAIVE],
      'test/simulation/worlds.test.ts': [SIMULATION, 'a planted bug is found: '],
      'test/proxy/notify.test.ts': [
        'a host that is down is told again with growing pauses, by whichever server lives',
      ],
    },
  },
  {
    promise: 'A token shows its own invoice and nothing else; a payer never sees the log.',
    mechanism: 'The invoice is in the token, so no path names one. Routes check the audience first.',
    tests: {
      'test/proxy/token.test.ts': ['an audience that is unknown is refused, and so is more or less than one'],
      'test/proxy/refusals.test.ts': ['a batch judges each token by itself, and answers in order'],
      'test/proxy/links.test.ts': ['the link is a slug that nobody guesses, and does not tell the invoice'],
    },
  },
  {
    promise: 'Secrets stay in the server: not in an answer, not in a line of the log, not in the bundle.',
    mechanism: 'Errors carry a code and a reference; only what is listed leaves.',
    tests: {
      'test/proxy/refusals.test.ts': [
        'in all of this, no answer and no line of the log held a secret, a token or a stack',
      ],
      'test/proxy/serve.test.ts': ['it says where it listens, and no secret'],
    },
  },
  {
    promise: 'Work per request does not grow with the number of invoices.',
    mechanism:
      'One document per invoice under its own key; no route lists keys. Dead attempts become a count once they can no longer change.',
    tests: {
      'test/proxy/store-operations.test.ts': [
        'every route asks a SQLite store as often with a hundred thousand invoices as with ten',
        'every route gives a Redis server as many commands with a hundred thousand invoices as with ten',
      ],
      'test/proxy/first-release.test.ts': [
        'a log in which another realm slept for long is read with bounded work, to its end, and but once',
      ],
      'test/proxy/store-size.test.ts': ['a document holds days of attempts that failed, not weeks'],
      'test/widget/real/page.test.ts': ['of 200 invoices asks at most three times'],
    },
  },
  {
    promise:
      'Two checkouts that were both paid are both counted, shown to the merchant as too much, and never refunded by themselves.',
    mechanism: 'The balance is a sum over Mollie’s payments; nothing here calls for a refund.',
    tests: {
      'test/proxy/attempts.test.ts': ['two payments that were both paid are both counted'],
      'test/proxy/part-payments.test.ts': ['paying both is overpaid'],
      'test/proof/properties.test.ts': [PROPERTIES],
    },
  },
  {
    promise:
      'A payer needs no script, can use a keyboard and a screen reader, has 280 pixels, and reads Dutch, English or German.',
    mechanism: 'The pay page is made on the server and pays with a plain form.',
    tests: {
      'test/proxy/pay.test.ts': [
        'pressing Pay leads to the checkout of a payment for what is due, twice to the same',
        'the page speaks the language that was chosen, then the browser’s, then the invoice’s',
      ],
      'test/e2e/customer.test.ts': [
        'a customer pays, fails, tries again and prints',
        'a customer cancels at Mollie and pays after all, by keyboard',
        'a customer transfers by bank, or pays another way',
      ],
      'test/widget/layout.test.ts': ['is never wider than its place, from 280 pixels on'],
    },
  },
  {
    promise:
      'Nothing of one account is another’s: no payment, no word, no key, no delay; and connecting can be cut off anywhere.',
    mechanism:
      'The account is part of every key, link, MAC, document and cache. Its record changes in one atomic write, and is due in the store until the host was told and Mollie’s lists were searched. What cannot be asked about now is put off by one write.',
    tests: {
      'test/proof/soak.test.ts': [SOAK],
      'test/simulation/worlds.test.ts': [SIMULATION],
      'test/proof/kill-connecting.test.ts': [
        'a process killed at any step of connecting stores nothing by halves, tells the host, and lets creates resume',
      ],
      'test/proxy/many-accounts.test.ts': [
        'ten thousand accounts that sleep cost the requests of another nothing, and a tick takes a fixed number',
        'a lost webhook is made up for within 62 seconds, however many accounts sleep and are due before',
        'an account whose calls hang holds up no look of another account',
      ],
      'test/proxy/lost-accounts.test.ts': [
        'a lost store of twenty accounts comes back: by the command, by each reconnecting, payable once stated again or trusted',
      ],
    },
  },
  {
    promise:
      'There is no lock without a way out: what is due can be paid, or the merchant is told what to do.',
    mechanism:
      'What nobody wants any more is put aside and blocks nothing. What Mollie does not show says so, and the merchant can go on without it. What was restored can be paid once it is stated again.',
    tests: {
      'test/proof/way-out.test.ts': [
        'whatever has happened to an invoice, there is a way to have it paid within a day',
      ],
      'test/proxy/visibility.test.ts': [
        'the merchant goes on without it, which is logged and told; seen again, it counts again',
      ],
      'test/proxy/troubles.test.ts': ['a cancellation that Mollie does not answer keeps nobody from paying'],
    },
  },
  {
    promise:
      'Whoever floods keeps nobody from paying, not even behind the same address, and neither reaches Mollie nor fills the log.',
    mechanism:
      'Requests are counted by address, in bounded memory. A valid token is not counted, and a link that exists by itself. What is asked of Mollie is shared by all who ask, and what callers without a token do wrong is summed up.',
    tests: {
      'test/proof/flood.test.ts': ['costs Mollie and the log next to nothing, and those beside it pay'],
      'test/proxy/address-limits.test.ts': [
        'two hundred who share an address pay while somebody there floods, whatever it is with',
        'a valid token is neither counted nor refused, whatever it asks',
        'memory is bounded, however many addresses come',
      ],
      'test/proxy/anonymous-callers.test.ts': [
        'what callers without a valid token do wrong is a few lines, and one a minute that counts the rest',
      ],
    },
  },
];
