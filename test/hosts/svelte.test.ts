import { testFramework } from './help/framework.ts';

testFramework('Svelte 5', 'svelte/main.js');
