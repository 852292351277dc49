/**
 * A PIN is set: one's own when the device is first shared, a newcomer's beside whoever lets them in, a new one for a
 * forgotten one. Typed twice on the pad, so that nobody is locked out by a slip.
 */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../../components/hc-note.ts';
import '../../components/hc-pin-pad.ts';
import '../../components/hc-sheet.ts';
import { HcElement } from '../../components/hc-element.ts';
import type { HcPinPad } from '../../components/hc-pin-pad.ts';
import { sessionContext } from '../../contexts/session-context.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { pinWords } from '../../controllers/pin-words.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { SessionView } from '../../worker/engine-protocol.ts';
import type { FaceView } from '../../worker/terminal-protocol.ts';
import { firstChoice, type RoleChoice, renderRoleChoice } from '../members/role-choice.ts';

export type PinTask = 'share' | 'add' | 'change' | 'renew';
type Step = 'who' | 'old' | 'first' | 'again';

export function openPinSheet(host: HTMLElement, task: PinTask, face: FaceView | null): void {
  const sheet = new HcPinSheet();
  sheet.task = task;
  sheet.face = face;
  sheet.addEventListener('sheet-close', () => sheet.remove());
  host.shadowRoot?.append(sheet);
}

@customElement('hc-pin-sheet')
export class HcPinSheet extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: contents;
      }
      hc-pin-pad {
        padding: 8px 0;
        --hc-pin-key: 64px;
      }
    `,
  ];
  @property() task: PinTask = 'share';
  @property({ attribute: false }) face: FaceView | null = null;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  @state() private open = true;
  @state() private step: Step | null = null;
  @state() private member: string | null = null;
  @state() private name = '';
  @state() private choice: RoleChoice | null = null;
  @state() private differs = false;
  private old = '';
  private first = '';
  @query('hc-pin-pad') private pad: HcPinPad | null | undefined;
  private readonly people = new WatchController(this, 'enrollable', () => (this.task === 'add' ? null : undefined));
  private readonly terminal = new WatchController(this, 'terminal', () => null);
  private readonly command = new CommandController(this);
  private readonly roles = new WatchController(this, 'roles', () => null);

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.onKey);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.onKey);
  }

  override render() {
    const step = this.at;
    return html`<hc-sheet .heading=${this.heading} .open=${this.open} style="--sheet-width:400px">
      ${step === 'who' ? this.renderWho() : this.renderPad(step)}
      ${step === 'who' ? html`<button slot="foot" class="primary" @click=${this.onWho}>${msg('下一步')}</button>` : nothing}
    </hc-sheet>`;
  }

  private get at(): Step {
    return this.step ?? (this.task === 'add' ? 'who' : this.task === 'change' ? 'old' : 'first');
  }

  private get heading(): string {
    if (this.task === 'share') return msg('多人共用');
    if (this.task === 'change') return msg('改我的 PIN');
    if (this.task === 'renew') return msg(str`重设 ${this.face?.name ?? ''} 的 PIN`);
    return msg('添加成员');
  }

  private renderWho() {
    const known = this.people.view ?? [];
    return html`
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      ${
        known.length === 0
          ? nothing
          : html`<label class="field-label">${msg('成员')}
              <select class="field" @change=${this.onMember}>
                <option value="">${msg('新成员')}</option>
                ${known.map((one) => html`<option value=${one.member} ?selected=${one.member === this.member}>${one.name}</option>`)}
              </select>
            </label>`
      }
      ${
        this.member === null
          ? html`<label class="field-label">${msg('名字')}<input class="field" maxlength="40" .value=${this.name} @input=${this.onName} /></label>
              <div class="two">${renderRoleChoice(this.session, this.roles.view, this.choice ?? firstChoice(this.session), (next) => this.choose(next))}</div>`
          : nothing
      }
      <p class="muted">${msg('接下来请本人设 PIN')}</p>
    `;
  }

  private renderPad(step: Exclude<Step, 'who'>) {
    const hints = { old: msg('现在的 PIN'), first: msg('设 6 位 PIN'), again: msg('再输一遍') };
    return html`
      ${this.task === 'share' && step === 'first' ? html`<p class="muted">${msg('先给自己设 PIN。之后在这里添加其他人')}</p>` : nothing}
      <hc-pin-pad
        .hint=${hints[step]}
        .wrong=${this.differs ? msg('两次不一样，重新设') : pinWords(this.command.error)}
        .waitUntil=${step === 'old' ? this.waitUntil : 0}
        ?busy=${this.command.busy}
        @pin=${(event: CustomEvent<string>) => void this.onPin(step, event.detail)}
      ></hc-pin-pad>
    `;
  }

  private get waitUntil(): number {
    const view = this.terminal.view;
    return view?.faces.find((one) => one.device === view.current)?.waitUntil ?? 0;
  }

  private async onPin(step: Exclude<Step, 'who'>, pin: string): Promise<void> {
    this.differs = false;
    this.command.fail(null);
    if (step === 'old') {
      this.old = pin;
      this.step = 'first';
    } else if (step === 'first') {
      this.first = pin;
      this.step = 'again';
    } else if (pin !== this.first) {
      this.differs = true;
      this.step = 'first';
    } else if (await this.keep(pin)) this.close();
    else this.step = this.task === 'change' ? 'old' : 'first';
  }

  private keep(pin: string): Promise<boolean> {
    if (this.task === 'share') return this.command.does('shareTerminal', { pin });
    if (this.task === 'change') return this.command.does('changePin', { pin: this.old, fresh: pin });
    if (this.task === 'renew') return this.command.does('renewFace', { device: this.face?.device ?? '', pin });
    const { role, branch } = this.choice ?? firstChoice(this.session);
    const name = this.people.view?.find((one) => one.member === this.member)?.name ?? this.name.trim();
    return this.command.does('addFace', { pin, member: this.member, name, role, branch });
  }

  private readonly onWho = (): void => {
    if (this.member === null && this.name.trim() === '') this.command.fail({ code: 'name-required' });
    else {
      this.command.fail(null);
      this.step = 'first';
    }
  };
  private onMember(event: Event): void {
    if (event.target instanceof HTMLSelectElement) this.member = event.target.value === '' ? null : event.target.value;
  }
  private onName(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.name = event.target.value;
  }
  private choose(choice: RoleChoice): void {
    this.choice = choice;
  }
  private close(): void {
    this.open = false;
    this.emit('sheet-close', null);
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (this.at === 'who' || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key === 'Backspace' ? 'back' : event.key;
    if (this.pad?.press(key) === true) event.preventDefault();
  };
}
