import { testFramework } from './help/framework.ts';

testFramework('Vue 3', 'vue/main.js');
