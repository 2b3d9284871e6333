/** For administrators: the connection to Mollie, and what can be done about it. */
export const texts = {
  connection: 'Connection',
  connectionOk: 'Everything is ready for payments',
  connectionBroken: 'Payments are not possible at the moment',
  connectionPaused: 'Payments are paused',
  notConnected: 'Not connected to Mollie yet',
  checkAgain: 'Check again',
  account: 'Account',
  apiKey: 'API key',
  inEnvironment: 'from the proxy’s configuration',
  profile: 'Profile',
  mode: 'Mode',
  live: 'Live',
  methodsEnabled: 'Payment methods',
  none: 'None',
  unknown: 'Not known',
  store: 'Store',
  writable: 'writable',
  notWritable: 'cannot be written',
  lastWebhook: 'Last notification from Mollie',
  never: 'None yet',
  notExpected: 'Not expected at this address',
  profiles: { verified: 'verified', unverified: 'not verified yet', blocked: 'blocked' } as Record<
    string,
    string
  >,

  readOnly:
    'You can look at this connection, but not change it: the access of this page is valid for more than an hour. Please ask whoever runs the page for one of an hour at most.',
  keyInEnvironment:
    'The API key stands in the proxy’s configuration (MOLLIE_API_KEY). Whoever runs the proxy can replace or remove it there.',

  connectMollie: 'Connect Mollie',
  connectFor:
    'Connect your Mollie account, and your customers can pay their invoices online. The money goes to you by way of Mollie.',
  whereKey:
    'In Mollie’s dashboard, open Developers and then API access tokens (formerly API keys). Create a standard API key and copy it at once: Mollie shows it only once.',
  testOrLive:
    'With a key that begins with test_ you can try everything out, and no real money moves. With live_ your customers pay for real.',
  openDashboard: 'Open Mollie’s dashboard',
  connect: 'Connect',
  showKey: 'Show key',
  hideKey: 'Hide key',
  keyMissing: 'Please enter the API key.',
  keyOdd: 'This is no API key of Mollie. It begins with test_ or live_.',
  keyGone: 'For safety, this page has not kept the key. Please enter it again.',
  sharedDanger:
    'If you use it all the same, the money of both accounts goes to one profile at Mollie, and who reads its payments there reads those of both.',
  useAnyway: 'Use it all the same',
  connectedTo: (name: string) => `Connected to ${name}.`,
  testMeans: 'This is test mode: no real money moves.',
  liveMeans: 'Your customers now pay for real.',
  notReadyYet: 'Not everything is ready yet: see below.',

  replaceKey: 'Replace key',
  replaceMeans:
    'New payments are made with the new key. Payments made with the present one are followed as before.',
  cancel: 'Cancel',
  pausePayments: 'Pause payments',
  resume: 'Resume',
  pauseMeans:
    'While payments are paused, nothing new can be paid, and your customers are told so. What is under way goes on.',
  nowPaused: 'Payments are paused. What is under way goes on.',
  nowResumed: 'Payments are no longer paused.',
  disconnect: 'Disconnect',
  disconnectAsk: 'Disconnect Mollie?',
  disconnectLoses: [
    'Nothing can be paid online any more. Your links stay, and say so.',
    'Payments under way are no longer followed: what your customers still pay reaches you at Mollie, but is not seen here.',
    'Once you connect the same Mollie account again, what was missed is looked up.',
  ],
  stayConnected: 'Stay connected',
  disconnected: 'Mollie is disconnected.',

  brand: 'Brand of the pay page',
  brandName: 'Name',
  brandColor: 'Colour of the button',
  pickColor: 'Choose a colour',
  defaultColor: 'Without colour',
  colorOdd: 'Please write a colour as # and six digits or letters from a to f, such as #0f5c4d.',
  logo: 'Logo',
  logoRules: 'PNG, JPEG or WebP, 32 kB at most',
  chooseLogo: 'Choose image',
  removeLogo: 'Remove image',
  logoType: 'This is no PNG, JPEG or WebP image.',
  logoSize: (kilobytes: string) => `This image has ${kilobytes} kB. It may have 32 kB at most.`,
  logoBroken: 'This image cannot be read. The file may be damaged.',
  preview: 'Preview of the pay page',
  saveBrand: 'Save brand',
  brandSaved: 'The brand is saved. Your pay pages show it now.',
  brandUnchanged: 'There is nothing to save: you have not changed anything.',
};

export type AdminTexts = typeof texts;
