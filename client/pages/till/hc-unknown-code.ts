/** A code that nothing here has: it stays readable, and whoever may can make the product with it. */
import { consume } from '@lit/context';
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { may, sessionContext } from '../../contexts/session-context.ts';
import type { SessionView } from '../../worker/engine-protocol.ts';
import { payStyles } from './pay-styles.ts';

/** Fires `unknown-close` with the product that the code was given to, or null; `unknown-new` with the code. */
@customElement('hc-unknown-code')
export class HcUnknownCode extends HcElement {
  static override styles = payStyles;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  @property() code = '';

  override render() {
    return html`
      <div class="bar">
        <button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('unknown-close', null)}>${icon('back')}</button>
        <h2 class="grow">${msg('没有这个条码')}</h2>
      </div>
      <div class="scroll">
        <div class="desk">
          <p class="paid" role="alert"><span class="big-figure" style="overflow-wrap:anywhere;font-size:28px">${this.code}</span>
            <span class="muted">${msg('检查条码，或按名称搜索')}</span></p>
        </div>
      </div>
      <div class="foot">
        <button class="side grow" @click=${() => this.emit('unknown-close', null)}>${msg('继续收银')}</button>
        ${may(this.session, 'editGoods') ? html`<button class="side grow" @click=${this.attach}>${msg('关联到商品')}</button>` : nothing}
        ${
          may(this.session, 'addGoods')
            ? html`<button class="big primary grow" @click=${() => this.emit('unknown-new', this.code)}>${icon('plus')} ${msg('新建')}</button>`
            : nothing
        }
      </div>
    `;
  }

  private readonly attach = (): void => {
    void import('../catalogue/hc-attach-code.ts').then(({ openAttachCode }) =>
      openAttachCode(this, this.code, (product) => this.emit('unknown-close', product)),
    );
  };
}
