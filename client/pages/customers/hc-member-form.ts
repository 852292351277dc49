/** A member being added or changed: name, phone, level, birthday, card, remark. Only what was changed is written. */
import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import type { LoyaltyMemberView, MemberFields } from '../../worker/loyalty-views.ts';
import { paneFrame } from '../till/pane-frame.ts';

const EMPTY: MemberFields = { name: '', phone: '', level: '', birthday: '', card: '', remark: '' };

/** Fires `member-saved` with the id, `member-close`. */
@customElement('hc-member-form')
export class HcMemberForm extends HcElement {
  static override styles = [
    ...paneFrame,
    css`
      form {
        max-width: 560px;
      }
    `,
  ];
  /** `null` for a new one. */
  @property({ attribute: false }) member: LoyaltyMemberView | null = null;
  @state() private fields: MemberFields = EMPTY;
  private original: MemberFields = EMPTY;
  private readonly command = new CommandController(this);
  private readonly rules = new WatchController(this, 'loyaltyRules', () => null);

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('member') || this.member === null || this.member.id === changed.get('member')?.id) return;
    const { name, phone, phoneWhole, level, birthday, card, remark } = this.member;
    // A masked number is nothing to edit: left empty, the number stays.
    this.original = { name, phone: phoneWhole ? phone : '', level: level?.id ?? '', birthday, card, remark };
    this.fields = this.original;
  }

  override render() {
    const levels = this.rules.view?.levels ?? [];
    return html`
      <div class="bar">
        <button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('member-close', null)}>${icon('back')}</button>
        <h2 class="grow">${this.member === null ? msg('新会员') : msg('改会员资料')}</h2>
      </div>
      <div class="scroll"><form class="body stack" @submit=${this.save}>
        ${this.field('phone', msg('手机号'), 20, 'tel', this.member !== null && !this.member.phoneWhole ? this.member.phone : '')}
        ${this.field('name', msg('姓名'), 100)}
        <label class="field-label">${msg('等级')}
          <select class="field" @change=${(event: Event) => this.set('level', (event.target as HTMLSelectElement).value)}>
            <option value="" ?selected=${this.fields.level === ''}>${msg('普通会员')}</option>
            ${levels.map((level) => html`<option value=${level.id} ?selected=${this.fields.level === level.id}>${level.name}</option>`)}
          </select>
        </label>
        ${this.field('birthday', msg('生日（月-日）'), 5, 'text', '11-25')}
        ${this.field('card', msg('卡号'), 40)}
        ${this.field('remark', msg('备注'), 1000)}
        ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
        <button hidden></button>
      </form></div>
      <div class="foot"><span class="grow"></span>
        <button class="primary" ?disabled=${this.command.busy} @click=${this.save}>${msg('保存')}</button>
      </div>
    `;
  }

  private field(name: keyof MemberFields, label: string, most: number, type = 'text', placeholder = '') {
    return html`<label class="field-label">${label}
      <input class="field" type=${type} maxlength=${most} autocomplete="off" placeholder=${placeholder} .value=${this.fields[name]}
        @input=${(event: InputEvent) => this.set(name, (event.target as HTMLInputElement).value)} />
    </label>`;
  }

  private set(name: keyof MemberFields, text: string): void {
    this.fields = { ...this.fields, [name]: text };
  }

  private async save(event: Event): Promise<void> {
    event.preventDefault();
    const { member, fields, original } = this;
    if (member === null) {
      const added = await this.command.run('addLoyaltyMember', fields);
      if (added !== null) this.emit('member-saved', added.id);
      return;
    }
    const names = Object.keys(fields) as (keyof MemberFields)[];
    const changes: Partial<MemberFields> = Object.fromEntries(
      names.filter((name) => fields[name].trim() !== original[name].trim()).map((name) => [name, fields[name].trim()]),
    );
    if (await this.command.does('editLoyaltyMember', { id: member.id, changes })) this.emit('member-saved', member.id);
  }
}
