/**
 * A shared terminal that is locked: faces, recent ones first, and a pad. It lies over everything, which stays as it was
 * beneath: the cart, half-filled forms. A scanned staff badge picks the face.
 */
import { consume } from '@lit/context';
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../../components/hc-pin-pad.ts';
import { HcElement } from '../../components/hc-element.ts';
import type { HcPinPad } from '../../components/hc-pin-pad.ts';
import { placesText } from '../../components/hc-places.ts';
import { placesContext } from '../../contexts/places-context.ts';
import { sessionContext } from '../../contexts/session-context.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { pinWords } from '../../controllers/pin-words.ts';
import { controls } from '../../styles/controls.ts';
import type { PlacesView, SessionView } from '../../worker/engine-protocol.ts';
import type { FaceView, TerminalView } from '../../worker/terminal-protocol.ts';

@customElement('hc-lock-screen')
export class HcLockScreen extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        height: 100%;
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        background: var(--hc-canvas);
        color: var(--hc-text);
      }
      header {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 52px;
        padding: 0 var(--hc-pad);
        border-bottom: 1px solid var(--hc-line);
        background: var(--hc-surface);
      }
      h1 {
        font-size: 18px;
        line-height: 26px;
        font-weight: 600;
      }
      .grow {
        flex: 1;
      }
      .places {
        color: var(--hc-text-2);
        font-size: 13px;
        white-space: nowrap;
      }
      .board {
        display: grid;
        grid-template-columns: minmax(0, 544px) 300px;
        justify-content: center;
        align-content: center;
        gap: 48px;
        padding: 24px var(--hc-pad);
        overflow: auto;
      }
      .faces {
        display: grid;
        grid-template-columns: repeat(auto-fit, 128px);
        justify-content: end;
        gap: 8px;
        align-content: center;
      }
      .face {
        display: grid;
        gap: 10px;
        justify-items: center;
        align-content: center;
        min-height: 124px;
        padding: 12px 8px;
        border-color: var(--hc-line);
        border-radius: 10px;
        font-weight: 400;
        white-space: normal;
      }
      .face[aria-pressed="true"] {
        border-color: var(--hc-primary);
        background: var(--hc-primary-soft);
        font-weight: 600;
      }
      .face .avatar {
        width: 52px;
        height: 52px;
        font-size: 22px;
      }
      .pad {
        display: grid;
        gap: 16px;
        justify-items: center;
        align-content: center;
      }
      .pad h2 {
        max-width: 100%;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      @media (max-width: 899px) {
        .board {
          grid-template-columns: minmax(0, 420px);
          gap: 20px;
          align-content: start;
        }
        .faces {
          grid-template-columns: repeat(auto-fill, minmax(88px, 1fr));
          justify-content: stretch;
        }
        .face {
          min-height: 92px;
          gap: 6px;
          padding: 8px 4px;
        }
        .face .avatar {
          width: 40px;
          height: 40px;
          font-size: 18px;
        }
      }
      @media (max-height: 720px) {
        hc-pin-pad {
          --hc-pin-key: 56px;
        }
      }
    `,
  ];
  @property({ attribute: false }) terminal: TerminalView | undefined;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  @consume({ context: placesContext, subscribe: true })
  @state()
  private places: PlacesView | undefined;
  @state() private chosen: string | null = null;
  @query('hc-pin-pad') private pad: HcPinPad | null | undefined;
  private readonly command = new CommandController(this);
  /** Keys that came as fast as only a scanner types. */
  private burst = '';
  private lastKey = Number.NEGATIVE_INFINITY;

  override render() {
    const faces = this.terminal?.faces.filter((face) => face.active) ?? [];
    const face = this.face;
    return html`
      <header>
        <h1>${this.session?.shop?.name ?? ''}</h1>
        <span class="grow"></span>
        ${this.places === undefined ? nothing : html`<span class="places">${placesText(this.places)}</span>`}
      </header>
      <div class="board" role="dialog" aria-label=${msg('谁来操作')}>
        <div class="faces" role="group" aria-label=${msg('选人')}>
          ${faces.map(
            (
              one,
            ) => html`<button class="face" aria-pressed=${one.device === face?.device} @click=${() => this.choose(one.device)}>
              <span class="avatar" aria-hidden="true">${one.name.slice(0, 1)}</span><span>${one.name}</span>
            </button>`,
          )}
        </div>
        ${
          face === null
            ? nothing
            : html`<div class="pad">
                <h2>${face.name}</h2>
                <hc-pin-pad
                  .hint=${msg('输入 6 位 PIN')}
                  .wrong=${pinWords(this.command.error)}
                  .waitUntil=${face.waitUntil}
                  ?busy=${this.command.busy}
                  @pin=${(event: CustomEvent<string>) => void this.unlock(face, event.detail)}
                ></hc-pin-pad>
              </div>`
        }
      </div>
    `;
  }

  /** The chosen one; at first whoever was here last. */
  private get face(): FaceView | null {
    const faces = this.terminal?.faces.filter((face) => face.active) ?? [];
    return faces.find((face) => face.device === this.chosen) ?? faces[0] ?? null;
  }

  private choose(device: string): void {
    this.chosen = device;
    this.command.fail(null);
    this.pad?.clear();
  }

  private async unlock(face: FaceView, pin: string): Promise<void> {
    this.chosen = face.device;
    await this.command.does('unlock', { device: face.device, pin });
  }

  private onCode(code: string): void {
    const member = /^HC1:B:(.+)$/.exec(code)?.[1];
    const face = this.terminal?.faces.find((one) => one.member === member);
    if (face !== undefined) this.choose(face.device);
  }

  /** Keys of the whole page: digits, Esc, and a badge from the scanner. */
  hear(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isFast = event.timeStamp - this.lastKey <= SCANNER_GAP_MS;
    this.lastKey = event.timeStamp;
    if (event.key === 'Enter') this.onCode(this.burst);
    if (event.key.length === 1) this.burst = isFast ? `${this.burst}${event.key}` : event.key;
    if (event.key === 'Escape') {
      event.preventDefault();
      this.choose('');
    }
    if (isFast) return;
    const key = event.key === 'Backspace' ? 'back' : event.key;
    if (this.pad?.press(key) === true) event.preventDefault();
  }
}

/** Wedges type a key in 7 to 16 ms; fingers never do. */
const SCANNER_GAP_MS = 20;
