/**
 * Over every page of the sample shop: that this is play, and the way out. Throwing it away can't be undone, so the second
 * press says what it does; nobody else is touched by it.
 */
import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { CommandController } from '../controllers/command-controller.ts';
import { go } from '../controllers/router.ts';
import { controls } from '../styles/controls.ts';
import { HcElement } from './hc-element.ts';
import './hc-note.ts';

@customElement('hc-sample-band')
export class HcSampleBand extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .band {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        padding: 4px 8px 4px 16px;
        background: var(--hc-info-soft);
        color: var(--hc-text);
      }
      span {
        flex: 1;
        min-width: 12em;
      }
    `,
  ];
  @state() private asked = false;
  private readonly command = new CommandController(this);

  override render() {
    return html`<div class="band" role="note">
        <span>${this.asked ? msg('样店和里面的一切都会从这台设备上清掉') : msg('这是样店，只在这台设备上，随便试')}</span>
        ${
          this.asked
            ? html`<button class="plain" @click=${this.keep}>${msg('留着')}</button>
                <button class="danger" ?disabled=${this.command.busy} @click=${this.close}>${msg('清掉样店')}</button>`
            : html`<button class="plain" @click=${this.ask}>${msg('清掉，开自己的店')}</button>`
        }
      </div>
      ${this.command.error === null ? null : html`<hc-note .error=${this.command.error}></hc-note>`}`;
  }

  private readonly ask = (): void => {
    this.asked = true;
  };
  private readonly keep = (): void => {
    this.asked = false;
  };
  private readonly close = async (): Promise<void> => {
    if (await this.command.does('closeSample', null)) go('home', null, true);
  };
}
