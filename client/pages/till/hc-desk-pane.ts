/**
 * Everything at the till that is not the sale on the screen: papers and what is done with one, returns, held carts,
 * shifts. One pane in the goods' place that finds its way among its own steps, so that the till's page needs to know
 * only where it begins and what comes of it.
 */
import { msg } from '@lit/localize';
import { css, html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import './hc-hold-pane.ts';
import './hc-paper-pane.ts';
import './hc-recent-tickets.ts';
import './hc-return-pane.ts';
import './hc-shift-pane.ts';
import { HcElement } from '../../components/hc-element.ts';
import type { Basket } from '../../controllers/basket.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import type { SellInput, ShownError, Tender } from '../../worker/engine-protocol.ts';
import type { TillCommands } from '../../worker/till-views.ts';

export type DeskStep =
  | { readonly name: 'papers' | 'holds' | 'shift' | 'open-shift' | 'loose' }
  | { readonly name: 'paper' | 'return'; readonly id: string };

/** Fires `desk-step` with where it stands (a pane made anew begins there), `desk-close`, `desk-recall` with a hold's id, `desk-sold` when the cart became part of a paper. */
@customElement('hc-desk-pane')
export class HcDeskPane extends HcElement {
  static override styles = css`
    :host {
      display: block;
      min-height: 0;
      height: 100%;
    }
  `;
  @property({ attribute: false }) start: DeskStep = { name: 'papers' };
  @property({ attribute: false }) basket: Basket | null = null;
  @property({ type: Number }) payable = 0;
  @property({ attribute: false }) sale: ((tenders: readonly Tender[]) => SellInput) | null = null;
  @property({ attribute: false }) error: ShownError | null = null;
  @state() private step: DeskStep = { name: 'papers' };
  private readonly till = new WatchController(this, 'till', () => null);

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('start')) this.step = this.start;
  }

  /** One level back; false when the pane itself is to be left. */
  back(): boolean {
    const { step } = this;
    if (step.name === 'return') this.go({ name: 'paper', id: step.id });
    else if (step.name === 'paper' || step.name === 'loose' || step.name === 'shift') this.go({ name: 'papers' });
    else return false;
    return true;
  }

  override render() {
    const { step } = this;
    const may = this.till.view?.may;
    switch (step.name) {
      case 'holds':
        return html`<hc-hold-pane
          .error=${this.error}
          @hold-recall=${(event: CustomEvent<string>) => this.emit('desk-recall', event.detail)}
          @holds-close=${this.leave}
        ></hc-hold-pane>`;
      case 'shift':
      case 'open-shift':
        return html`<hc-shift-pane
          .start=${step.name === 'open-shift' ? 'open' : 'list'}
          @shift-pane-close=${this.leave}
          @shift-pane-done=${() => this.emit('desk-close', null)}
        ></hc-shift-pane>`;
      case 'paper':
        return html`<hc-paper-pane
          .paper=${step.id}
          @paper-return=${() => this.go({ name: 'return', id: step.id })}
          @paper-open=${(event: CustomEvent<string>) => this.go({ name: 'paper', id: event.detail })}
          @paper-close=${() => this.go({ name: 'papers' })}
        ></hc-paper-pane>`;
      case 'return':
      case 'loose':
        return html`<hc-return-pane
          .ticket=${step.name === 'return' ? step.id : ''}
          .basket=${this.basket}
          .payable=${this.payable}
          .sale=${this.sale}
          @return-close=${() => this.back()}
          @return-done=${this.onReturned}
        ></hc-return-pane>`;
      default:
        return html`<hc-recent-tickets
          aria-label=${msg('小票')}
          ?loose=${may?.returnWithoutTicket === true}
          @ticket-open=${(event: CustomEvent<string>) => this.go({ name: 'paper', id: event.detail })}
          @tickets-shift=${() => this.go({ name: 'shift' })}
          @tickets-loose=${() => this.go({ name: 'loose' })}
          @tickets-close=${this.leave}
        ></hc-recent-tickets>`;
    }
  }

  private go(step: DeskStep): void {
    this.step = step;
    this.emit('desk-step', step);
  }

  private readonly leave = (): void => {
    if (!this.back()) this.emit('desk-close', null);
  };

  private readonly onReturned = (event: CustomEvent<TillCommands['returnGoods']['output']>): void => {
    const usedCart = event.detail.sale !== null || this.step.name === 'loose';
    this.emit(usedCart ? 'desk-sold' : 'desk-close', null);
  };
}
