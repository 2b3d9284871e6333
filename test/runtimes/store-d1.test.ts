import { after } from 'node:test';
import { openStore } from '../../proxy/store/index.ts';
import { testStore } from '../help/store-contract.ts';
import { startD1 } from './help/d1.js';

const { database, close } = await startD1();
after(close);

testStore('d1', () => openStore(database), {
  shared: true,
  claims: true,
  spoil: (key, text) =>
    database.prepare('UPDATE documents SET value = ? WHERE key = ?').bind(text, key).all(),
});
