import { createApp } from 'vue';

const template = `
<button @click="first.token = next">Change</button>
<button @click="first.token = 'no.token.this'">Break</button>
<button @click="list.reverse()">Reverse</button>
<button @click="isShown = !isShown">Toggle</button>
<button @click="label = 'Settle invoice'">Rename</button>
<output>{{ heard.join('\\n') }}</output>
<ul v-if="isShown">
  <li v-for="{ number, token, tokenUrl } in list" :key="number">
    <invoice-pay-button :token="token" :token-url="tokenUrl"
      @invoice-pay-status="hear(number, $event.invoice.status)"
      @invoice-pay-created="hear(number, 'created ' + $event.payment.amount.value)"
      @invoice-pay-error="hear(number, $event.code)">
      <a href="#link">{{ label }} {{ number }}</a>
    </invoice-pay-button>
  </li>
</ul>`;

const { invoices, next } = window.data;
const app = createApp({
  template,
  data: () => ({ list: invoices, next, isShown: true, label: 'Pay invoice', heard: [] }),
  computed: {
    first: ({ list }) => list[0],
  },
  methods: {
    hear(number, what) {
      this.heard.push(`${number} ${what}`);
    },
  },
});
app.config.compilerOptions.isCustomElement = (tag) => tag === 'invoice-pay-button';
app.mount('#app');
