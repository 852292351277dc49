/**
 * The words of a recovery paper, one cell a word, since each is one character. A word is typed by the keyboard's own
 * Chinese input, pasted (all of them at once if need be), or spelled in letters and picked from what is read that way,
 * for who has no Chinese input on the new device.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { HcElement } from '../../components/hc-element.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { controls } from '../../styles/controls.ts';

const count = 24;
const isHan = (letter: string): boolean => /\p{Script=Han}/u.test(letter);

/** Fires `words-changed` with the words so far as one text; `paper-pasted` with a pasted code. */
@customElement('hc-recover-words')
export class HcRecoverWords extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 8px;
      }
      ol {
        display: grid;
        grid-template-columns: repeat(6, 1fr);
        gap: 6px;
      }
      li {
        position: relative;
      }
      li span {
        position: absolute;
        left: 8px;
        top: 0;
        line-height: var(--hc-control);
        font-size: 12px;
        color: var(--hc-text-3);
        pointer-events: none;
      }
      input.field {
        width: 100%;
        padding: 0 4px 0 26px;
        font-weight: 600;
      }
      input[aria-invalid='true'] {
        border-color: var(--hc-danger);
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        min-height: var(--hc-control);
        align-items: center;
      }
      .choices button {
        min-width: 44px;
        padding: 0 8px;
        font-size: 16px;
      }
      @media (max-width: 599px) {
        ol {
          grid-template-columns: repeat(4, 1fr);
        }
      }
    `,
  ];
  /** The cell (from 1) that the paper's check found wrong; 0 for none. */
  @property({ type: Number }) wrong = 0;
  @state() private cells: readonly string[] = Array.from({ length: count }, () => '');
  @state() private at = 0;
  @state() private choices: readonly string[] = [];
  private readonly command = new CommandController(this);

  override render() {
    return html`
      <ol aria-label=${msg('恢复词')}>
        ${this.cells.map(
          (word, i) => html`<li>
            <span aria-hidden="true">${i + 1}</span>
            <input
              class="field"
              aria-label=${msg(str`第 ${i + 1} 个词`)}
              aria-invalid=${this.wrong === i + 1 ? 'true' : 'false'}
              autocomplete="off"
              autocapitalize="off"
              spellcheck="false"
              .value=${word}
              @focus=${() => this.stand(i)}
              @input=${(event: InputEvent) => (event.isComposing ? undefined : this.typed(i, event.target))}
              @compositionend=${(event: CompositionEvent) => this.typed(i, event.target)}
              @keydown=${(event: KeyboardEvent) => this.key(i, event)}
              @paste=${(event: ClipboardEvent) => this.paste(i, event)}
            />
          </li>`,
        )}
      </ol>
      ${
        this.choices.length === 0
          ? nothing
          : html`<div class="choices" role="group" aria-label=${msg('选一个字')}>
              ${this.choices.map((word) => html`<button type="button" @click=${() => this.fill(this.at, [word])}>${word}</button>`)}
            </div>`
      }
    `;
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('wrong') && this.wrong > 0) this.focusCell(this.wrong - 1);
  }

  private stand(i: number): void {
    if (this.at !== i) this.choices = [];
    this.at = i;
  }

  private typed(i: number, target: EventTarget | null): void {
    if (!(target instanceof HTMLInputElement)) return;
    const words = [...target.value].filter(isHan);
    if (words.length > 0) {
      this.fill(i, words);
      return;
    }
    this.put(i, [target.value.trim()]);
    void this.suggest();
  }

  /** The code of the paper may be pasted as well: it holds no Chinese characters. */
  private paste(i: number, event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text') ?? '';
    const words = [...text].filter(isHan);
    if (words.length === 0 && !text.includes(':')) return;
    event.preventDefault();
    if (words.length === 0) this.emit('paper-pasted', text);
    else this.fill(i, words);
  }

  private key(i: number, event: KeyboardEvent): void {
    if (event.isComposing) return;
    const [first] = this.choices;
    if (event.key === 'Enter' && first !== undefined) {
      event.preventDefault();
      this.fill(i, [first]);
    } else if (event.key === 'Backspace' && this.cells[i] === '' && i > 0) {
      event.preventDefault();
      this.focusCell(i - 1);
    }
  }

  /** Puts words into this cell and those behind it, and goes on to the next. */
  private fill(from: number, words: readonly string[]): void {
    this.choices = [];
    this.put(from, words);
    const next = from + words.length;
    if (next < count) this.focusCell(next);
  }

  private put(from: number, words: readonly string[]): void {
    this.cells = this.cells.map((word, i) => words[i - from] ?? word);
    this.emit('words-changed', this.cells.join(' '));
  }

  /** What is spelled in the present cell; spelled on while the answer was on its way, it is asked again. */
  private async suggest(): Promise<void> {
    const text = this.cells[this.at] ?? '';
    const found = text === '' ? { words: [] } : await this.command.run('completeRecoveryWord', { text });
    if (found === null) return;
    const now = this.cells[this.at] ?? '';
    if (now === text) this.choices = found.words.filter((word) => word !== text);
    else if (!isHan(now)) void this.suggest();
  }

  private focusCell(i: number): void {
    this.renderRoot.querySelectorAll('input')[i]?.focus();
  }
}
