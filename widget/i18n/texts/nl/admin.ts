import type { AdminTexts } from '../en/admin.ts';

export const texts: AdminTexts = {
  connection: 'Verbinding',
  connectionOk: 'Alles is klaar voor betalingen',
  connectionBroken: 'Betalen is op dit moment niet mogelijk',
  connectionPaused: 'Betalingen zijn gepauzeerd',
  notConnected: 'Nog niet aan Mollie gekoppeld',
  checkAgain: 'Opnieuw controleren',
  account: 'Account',
  apiKey: 'API-sleutel',
  inEnvironment: 'uit de configuratie van de proxy',
  profile: 'Profiel',
  mode: 'Modus',
  live: 'Live',
  methodsEnabled: 'Betaalmethoden',
  none: 'Geen',
  unknown: 'Niet bekend',
  store: 'Opslag',
  writable: 'beschrijfbaar',
  notWritable: 'niet beschrijfbaar',
  lastWebhook: 'Laatste melding van Mollie',
  never: 'Nog geen',
  notExpected: 'Niet verwacht op dit adres',
  profiles: { verified: 'geverifieerd', unverified: 'nog niet geverifieerd', blocked: 'geblokkeerd' },

  readOnly:
    'U kunt deze verbinding bekijken, maar niet wijzigen: de toegang van deze pagina is langer dan een uur geldig. Vraag de beheerder van de pagina om toegang van hoogstens een uur.',
  keyInEnvironment:
    'De API-sleutel staat in de configuratie van de proxy (MOLLIE_API_KEY). De beheerder van de proxy kan hem daar vervangen of verwijderen.',

  connectMollie: 'Mollie koppelen',
  connectFor:
    'Koppel uw Mollie-account, dan kunnen uw klanten hun facturen online betalen. U ontvangt het geld via Mollie.',
  whereKey:
    'Open in het dashboard van Mollie Developers en dan API access tokens (voorheen API-sleutels). Maak een standaard-API-sleutel aan en kopieer hem meteen: Mollie toont hem maar één keer.',
  testOrLive:
    'Met een sleutel die met test_ begint, kunt u alles uitproberen zonder echt geld. Met live_ betalen uw klanten echt.',
  openDashboard: 'Dashboard van Mollie openen',
  connect: 'Koppelen',
  showKey: 'Sleutel tonen',
  hideKey: 'Sleutel verbergen',
  keyMissing: 'Vul de API-sleutel in.',
  keyOdd: 'Dit is geen API-sleutel van Mollie. Die begint met test_ of live_.',
  keyGone: 'Voor de veiligheid heeft deze pagina de sleutel niet bewaard. Vul hem opnieuw in.',
  sharedDanger:
    'Gebruikt u hem toch, dan gaat het geld van beide accounts naar één profiel bij Mollie, en wie daar de betalingen leest, leest die van beide.',
  useAnyway: 'Toch gebruiken',
  connectedTest: (name) => `Gekoppeld aan ${name} in testmodus: er wordt geen echt geld betaald.`,
  connectedLive: (name) => `Gekoppeld aan ${name}. Uw klanten betalen nu echt.`,

  replaceKey: 'Sleutel vervangen',
  replaceMeans:
    'Nieuwe betalingen gaan via de nieuwe sleutel. Betalingen die met de huidige zijn gemaakt, worden verder gevolgd.',
  cancel: 'Annuleren',
  pause: 'Betalingen pauzeren',
  resume: 'Hervatten',
  pauseMeans:
    'Zolang betalingen zijn gepauzeerd, kan er niets nieuws worden betaald; uw klanten lezen dat ook. Wat onderweg is, gaat door.',
  nowPaused: 'Betalingen zijn gepauzeerd. Wat onderweg is, gaat door.',
  nowResumed: 'Betalingen zijn niet meer gepauzeerd.',
  disconnect: 'Ontkoppelen',
  disconnectAsk: 'Mollie ontkoppelen?',
  disconnectLoses: [
    'Er kan niets meer online worden betaald. Uw links blijven bestaan en zeggen dat ook.',
    'Betalingen die onderweg zijn, worden niet meer gevolgd: wat uw klanten nog betalen, ontvangt u bij Mollie, maar is hier niet te zien.',
    'Koppelt u hetzelfde Mollie-account later weer, dan wordt het opgezocht.',
  ],
  stayConnected: 'Gekoppeld blijven',
  disconnected: 'Mollie is ontkoppeld.',

  brand: 'Huisstijl van de betaalpagina',
  brandName: 'Naam',
  brandColor: 'Kleur van de knop',
  pickColor: 'Kleur kiezen',
  defaultColor: 'Zonder kleur',
  colorOdd: 'Schrijf een kleur als # en zes cijfers of letters van a tot f, zoals #0f5c4d.',
  logo: 'Logo',
  logoRules: 'PNG, JPEG of WebP, hoogstens 32 kB',
  chooseLogo: 'Afbeelding kiezen',
  removeLogo: 'Afbeelding verwijderen',
  logoType: 'Dit is geen afbeelding in PNG, JPEG of WebP.',
  logoSize: (kilobytes) => `Deze afbeelding is ${kilobytes} kB groot. Dat mag hoogstens 32 kB zijn.`,
  logoBroken: 'Deze afbeelding kan niet worden gelezen. Het bestand is mogelijk beschadigd.',
  preview: 'Voorbeeld van de betaalpagina',
  saveBrand: 'Huisstijl opslaan',
  brandSaved: 'De huisstijl is opgeslagen en staat nu op uw betaalpagina’s.',
  brandUnchanged: 'Er is niets op te slaan: u hebt niets gewijzigd.',
};
