/** Which roles a member has, and where: give one more, take one away, one save for all of it. */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../../components/hc-note.ts';
import '../../components/hc-sheet.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { sessionContext } from '../../contexts/session-context.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { roleTitle } from '../../i18n/role-words.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { MemberRow, SessionView } from '../../worker/engine-protocol.ts';
import { firstChoice, type RoleChoice, renderRoleChoice } from './role-choice.ts';

export function openMemberRoles(host: HTMLElement, member: MemberRow): void {
  const sheet = new HcMemberRoles();
  sheet.member = member;
  sheet.addEventListener('sheet-close', () => sheet.remove());
  host.shadowRoot?.append(sheet);
}

@customElement('hc-member-roles')
export class HcMemberRoles extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: contents;
      }
      .held {
        display: grid;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .held li {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 44px;
        border-bottom: 1px solid var(--hc-line);
      }
    `,
  ];
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: SessionView | undefined;
  member: MemberRow | null = null;
  @state() private open = true;
  /** As it would be; `null` = as it is. */
  @state() private wanted: readonly RoleChoice[] | null = null;
  @state() private choice: RoleChoice | null = null;
  private readonly command = new CommandController(this);
  private readonly roles = new WatchController(this, 'roles', () => null);

  override render(): TemplateResult {
    const held = this.held();
    const change = this.change();
    const changes = change.give.length + change.take.length;
    return html`<hc-sheet .heading=${msg(str`${this.member?.name ?? ''} 的角色`)} .open=${this.open} @sheet-close=${this.close} style="--sheet-width:460px">
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      <ul class="held">
        ${held.map(
          (one) => html`<li><span class="grow">${this.titleOf(one)}</span>
            ${
              this.mayChange(one)
                ? html`<button class="icon" aria-label=${msg(str`收回 ${this.titleOf(one)}`)} @click=${() => this.take(one)}>${icon('close', 16)}</button>`
                : nothing
            }</li>`,
        )}
      </ul>
      ${held.length === 0 ? html`<p class="muted">${msg('没有角色就打不开店铺。要他离开，用停用')}</p>` : nothing}
      <div class="two">${renderRoleChoice(this.session, this.roles.view, this.choice ?? firstChoice(this.session), (next) => this.choose(next))}</div>
      <button @click=${this.give}>${icon('plus', 16)} ${msg('加上这个角色')}</button>
      <button slot="foot" @click=${this.close}>${msg('取消')}</button>
      <button slot="foot" class="primary" ?disabled=${changes === 0 || held.length === 0 || this.command.busy} @click=${this.save}>${msg('保存')}</button>
    </hc-sheet>`;
  }

  private held(): readonly RoleChoice[] {
    return this.wanted ?? (this.member?.roles ?? []).map(({ role, scope }) => ({ role, branch: scope }));
  }
  private titleOf({ role, branch }: RoleChoice): string {
    const title = roleTitle(this.roles.view?.roles.find((one) => one.role === role) ?? { role, name: '' });
    const where =
      branch === '*' ? msg('全部门店') : (this.session?.branches.find(({ id }) => id === branch)?.name ?? branch);
    return `${title} · ${where}`;
  }
  private mayChange({ role, branch }: RoleChoice): boolean {
    const scopes = this.roles.view?.roles.find((one) => one.role === role)?.mayGiveIn ?? [];
    return scopes.includes('*') || scopes.includes(branch);
  }
  private change(): { readonly give: readonly RoleChoice[]; readonly take: readonly RoleChoice[] } {
    const before = (this.member?.roles ?? []).map(({ role, scope }) => ({ role, branch: scope }));
    const after = this.held();
    const same = (a: RoleChoice, b: RoleChoice): boolean => a.role === b.role && a.branch === b.branch;
    return {
      give: after.filter((one) => !before.some((other) => same(one, other))),
      take: before.filter((one) => !after.some((other) => same(one, other))),
    };
  }

  private choose(choice: RoleChoice): void {
    this.choice = choice;
  }
  private readonly give = (): void => {
    const choice = this.choice ?? firstChoice(this.session);
    const held = this.held();
    if (held.some((one) => one.role === choice.role && one.branch === choice.branch)) return;
    this.wanted = [...held, choice];
  };
  private take(choice: RoleChoice): void {
    this.wanted = this.held().filter((one) => one !== choice);
  }
  private readonly close = (): void => {
    this.open = false;
    this.remove();
  };
  private async save(): Promise<void> {
    const { member } = this;
    if (member === null) return;
    if (await this.command.does('changeRole', { member: member.id, ...this.change() })) this.close();
  }
}
