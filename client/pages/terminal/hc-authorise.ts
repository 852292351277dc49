/**
 * PIN 授权: somebody who has the right says yes to one paper, beside whoever works here. Only members of this terminal
 * who hold all that is asked stand here; their PIN lends their key to this paper alone.
 */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../../components/hc-pin-pad.ts';
import { HcElement } from '../../components/hc-element.ts';
import type { HcPinPad } from '../../components/hc-pin-pad.ts';
import { icon } from '../../components/icons.ts';
import type { AuthoriseRequest } from '../../controllers/ask-authority.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { pinWords } from '../../controllers/pin-words.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { inOneLine } from '../../i18n/locale.ts';
import { controls } from '../../styles/controls.ts';
import type { AuthoriserRow } from '../../worker/terminal-protocol.ts';
import { useWords } from './use-words.ts';

/** Fires `authorise-done` with the member's id, or null when it was closed. */
@customElement('hc-authorise')
export class HcAuthorise extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 16px;
        padding: 8px 20px 20px;
      }
      header {
        display: flex;
        align-items: center;
        gap: 8px;
        margin-right: -12px;
      }
      h2 {
        flex: 1;
        font-size: 16px;
        line-height: 24px;
      }
      .what {
        font-size: 20px;
        line-height: 28px;
        font-weight: 600;
        text-align: center;
      }
      .who {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: 8px;
      }
      .who button {
        padding: 0 14px 0 6px;
      }
      @media (max-height: 720px) {
        hc-pin-pad {
          --hc-pin-key: 52px;
        }
      }
    `,
  ];
  @property({ attribute: false }) request: AuthoriseRequest | null = null;
  @state() private chosen: string | null = null;
  @query('hc-pin-pad') private pad: HcPinPad | null | undefined;
  private readonly command = new CommandController(this);
  private readonly rows = new WatchController(this, 'authorisers', () =>
    this.request === null ? undefined : { uses: this.request.uses },
  );

  override render() {
    const { request } = this;
    const rows = this.rows.view;
    if (request === null || rows === undefined) return nothing;
    const face = this.face(rows);
    return html`
      <header>
        <h2 id="heading">${msg('需要授权')}</h2>
        <button class="icon" aria-label=${msg('关闭')} @click=${() => this.emit('authorise-done', null)}>${icon('close')}</button>
      </header>
      <p class="what">${inOneLine(request.uses.map(useWords))}</p>
      ${
        face === null
          ? html`<p class="muted" role="alert">${msg('这台设备上没有人有这项权限')}</p>`
          : html`<div class="who" role="group" aria-label=${msg('谁来授权')}>
                ${rows.map(
                  (
                    one,
                  ) => html`<button class="chip" aria-pressed=${one.device === face.device} @click=${() => this.choose(one.device)}>
                    <span class="avatar" aria-hidden="true">${one.name.slice(0, 1)}</span>${one.name}
                  </button>`,
                )}
              </div>
              <hc-pin-pad
                .hint=${msg('授权人输入 PIN')}
                .wrong=${pinWords(this.command.error)}
                .waitUntil=${face.waitUntil}
                ?busy=${this.command.busy}
                @pin=${(event: CustomEvent<string>) => void this.say(request, face, event.detail)}
              ></hc-pin-pad>`
      }
    `;
  }

  /** From the page's keyboard. */
  press(key: string): boolean {
    return this.pad?.press(key) === true;
  }

  private face(rows: readonly AuthoriserRow[]): AuthoriserRow | null {
    return rows.find((row) => row.device === this.chosen) ?? rows[0] ?? null;
  }
  private choose(device: string): void {
    this.chosen = device;
    this.command.fail(null);
    this.pad?.clear();
  }

  private async say({ document, uses }: AuthoriseRequest, { device }: AuthoriserRow, pin: string): Promise<void> {
    this.chosen = device;
    const said = await this.command.run('authorise', { device, pin, document, uses });
    if (said !== null) this.emit('authorise-done', said.member);
  }
}
