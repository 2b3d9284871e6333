const template = `
<button (click)="list[0].token = next">Change</button>
<button (click)="list[0].token = 'no.token.this'">Break</button>
<button (click)="list.reverse()">Reverse</button>
<button (click)="isShown = !isShown">Toggle</button>
<button (click)="label = 'Settle invoice'">Rename</button>
<output>{{ heard.join('\\n') }}</output>
@if (isShown) {
  <ul>
    @for (each of list; track each.number) {
      <li>
        <invoice-pay-button [token]="each.token" [attr.token-url]="each.tokenUrl" [attr.proxy]="proxy"
          (invoice-pay-status)="hear(each.number, $event.invoice.status)"
          (invoice-pay-created)="hear(each.number, 'created ' + $event.payment.amount.value)"
          (invoice-pay-error)="hear(each.number, $event.code)">
          <a href="#link">{{ label }} {{ each.number }}</a>
        </invoice-pay-button>
      </li>
    }
  </ul>
}`;

/** The same component for any Angular. */
export function createComponent({ Component, CUSTOM_ELEMENTS_SCHEMA }) {
  class App {
    list = window.data.invoices;
    next = window.data.next;
    proxy = window.data.proxy;
    isShown = true;
    label = 'Pay invoice';
    heard = [];

    hear(number, what) {
      this.heard.push(`${number} ${what}`);
    }
  }
  return Component({
    selector: '#app',
    standalone: true,
    schemas: [CUSTOM_ELEMENTS_SCHEMA],
    template,
  })(App);
}
