import { after } from 'node:test';
import { createD1Store } from '../../proxy/store/d1/index.ts';
import { openStore } from '../../proxy/store/index.ts';
import { testStore } from '../help/store-contract.ts';
import { startD1 } from './help/d1.js';

const { database, close } = await startD1();
after(close);

testStore('d1', () => openStore(database), {
  openPatient: () => createD1Store(database),
  shared: true,
  claims: true,
  spoil: (key, text) =>
    database.prepare('UPDATE documents SET value = ? WHERE key = ?').bind(text, key).all(),
});
