/**
 * Roles: who may do what, module by module and rule by rule, and what somebody with such a role sees. Nothing is changed
 * until it is saved; what is taken from people is told first, with what it does to work that is known here.
 */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../components/hc-note.ts';
import './hc-role-matrix.ts';
import './hc-role-rules.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { type WidthClass, widthContext } from '../../contexts/width-context.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { go } from '../../controllers/router.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { roleTitle, sightOf } from '../../i18n/role-words.ts';
import { roleName } from '../../i18n/trade-words.ts';
import type { RoleDraft, RoleEffect, RoleRow } from '../../worker/role-protocol.ts';
import { cellOf, changesBetween } from './role-matrix.ts';
import { rolesStyles } from './roles-styles.ts';

const NEW = 'new';

@customElement('hc-roles-page')
export class HcRolesPage extends HcElement {
  static override styles = rolesStyles;
  @consume({ context: widthContext, subscribe: true })
  @state()
  private width: WidthClass = 'expanded';
  /** Role of the address; `new` for one that is being made. */
  @property() record: string | null = null;
  @state() private draft: RoleDraft | null = null;
  @state() private effect: RoleEffect | null = null;
  private readonly command = new CommandController(this);
  private readonly roles = new WatchController(this, 'roles', () => null);

  override willUpdate(): void {
    const rows = this.roles.view?.roles ?? [];
    if (this.record === null && this.width !== 'compact') this.record = rows[0]?.role ?? null;
    if (this.record !== null && this.record !== NEW && this.draft?.role !== this.record) this.draft = null;
  }

  override render(): TemplateResult {
    const rows = this.roles.view?.roles;
    if (rows === undefined) return html`<div class="loading"></div>`;
    const row = rows.find((one) => one.role === this.record) ?? null;
    const isOpen = row !== null || this.record === NEW;
    if (this.width === 'compact' && isOpen) return html`<div class="pane">${this.renderRole(row)}</div>`;
    return html`<div class="pane list">${this.renderList(rows)}</div>
      ${this.width === 'compact' ? nothing : html`<div class="pane detail">${isOpen ? this.renderRole(row) : nothing}</div>`}`;
  }

  private renderList(rows: readonly RoleRow[]): TemplateResult {
    return html`<div class="bar">
        <button class="icon" aria-label=${msg('返回成员')} @click=${() => go('members')}>${icon('back')}</button>
        <span class="grow muted">${msg(str`${rows.length} 个角色`)}</span>
        ${this.roles.view?.mayCreate === true ? html`<button @click=${this.create}>${icon('plus', 16)} ${msg('新建')}</button>` : nothing}
      </div>
      <div class="scroll" role="list" aria-label=${msg('角色')}>
        ${repeat(
          rows,
          (row) => row.role,
          (
            row,
          ) => html`<div role="listitem"><button class="row" aria-current=${row.role === this.record} @click=${() => this.open(row.role)}>
            <span class="grow"><span class="title">${roleTitle(row)}</span>
              ${row.builtIn && changesBetween(row.original, row.grants) > 0 ? html`<span class="tag warn">${msg('改过')}</span>` : nothing}<br />
              <span class="under cut">${holdersText(row)}</span></span>
          </button></div>`,
        )}
      </div>`;
  }

  private renderRole(row: RoleRow | null): TemplateResult {
    const draft = this.draftOf(row);
    const before = row?.grants ?? [];
    const changes =
      changesBetween(before, draft.grants) + (row !== null && !row.builtIn && draft.name !== row.name ? 1 : 0);
    const readonly = row !== null && !row.mayEdit;
    return html`
      <div class="head">
        ${this.width === 'compact' ? html`<button class="icon" aria-label=${msg('返回')} @click=${this.close}>${icon('back')}</button>` : nothing}
        <div class="grow">
          ${
            row?.builtIn === true
              ? html`<h2>${roleTitle(row)}</h2>`
              : html`<label class="field-label">${msg('角色名称')}<input class="field" maxlength="40" .value=${draft.name} ?disabled=${readonly} @input=${this.onName} /></label>`
          }
          ${row === null ? this.renderBase() : html`<p class="muted small">${holdersText(row)}</p>`}
        </div>
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('权限')}><div class="body">
        ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
        ${readonly ? html`<p class="muted">${msg('要比这个角色高一级的人才能改')}</p>` : nothing}
        <hc-role-matrix .grants=${draft.grants} .original=${row?.original ?? draft.grants} ?readonly=${readonly} @matrix-change=${(event: CustomEvent<readonly string[]>) => this.change({ grants: event.detail })}></hc-role-matrix>
        <h3>${msg('细则')}</h3>
        <hc-role-rules .grants=${draft.grants} ?readonly=${readonly} @rules-change=${(event: CustomEvent<readonly string[]>) => this.change({ grants: event.detail })}></hc-role-rules>
        <h3>${msg('他能看到什么')}</h3>
        <ul class="sight">${sightOf((module, action) => cellOf(draft.grants, module, action).reach).map((line) => html`<li>${line}</li>`)}</ul>
      </div></div>
      ${readonly ? nothing : this.renderFoot(row, changes)}
    `;
  }

  /** A new role begins as a copy of one that is there. */
  private renderBase(): TemplateResult {
    const rows = (this.roles.view?.roles ?? []).filter((row) => row.rank !== 'admin');
    return html`<div class="base">
      <label class="field-label">${msg('照着哪个角色改')}<select class="field" @change=${this.onBase}>
        ${rows.map((row) => html`<option value=${row.role} ?selected=${row.role === 'seller'}>${roleTitle(row)}</option>`)}
      </select></label>
      <label class="check"><input type="checkbox" .checked=${this.draft?.givenByManagers ?? true} @change=${this.onGivers} /> ${msg('店长也能给这个角色')}</label>
    </div>`;
  }

  private renderFoot(row: RoleRow | null, changes: number): TemplateResult {
    const { effect } = this;
    const isNew = row === null;
    if (effect !== null)
      return html`<div class="foot effect">
        <p role="status">${effectText(effect)}</p>
        <span class="grow"></span>
        <button @click=${this.cancel}>${msg('再想想')}</button>
        <button @click=${() => this.save(tomorrow())}>${msg('明天起收回')}</button>
        <button class="danger" ?disabled=${this.command.busy} @click=${() => this.save(null)}>${msg(str`马上收回，保存 ${changes} 处`)}</button>
      </div>`;
    return html`<div class="foot">
      ${changes === 0 && !isNew ? nothing : html`<button @click=${this.cancel}>${msg('放弃')}</button>`}
      <span class="grow"></span>
      <button class="primary" ?disabled=${(changes === 0 && !isNew) || this.command.busy} @click=${this.ask}>${
        isNew ? msg('新建角色') : msg(str`保存 ${changes} 处更改`)
      }</button>
    </div>`;
  }

  private draftOf(row: RoleRow | null): RoleDraft {
    if (this.draft !== null && this.draft.role === (row?.role ?? null)) return this.draft;
    if (row === null) return this.copyOf('seller');
    return { role: row.role, name: row.name, rank: row.rank, grants: row.grants, givenByManagers: false, until: null };
  }
  private copyOf(role: string): RoleDraft {
    const row = (this.roles.view?.roles ?? []).find((one) => one.role === role);
    const { name = '', givenByManagers = true } = this.draft ?? {};
    return { role: null, name, rank: row?.rank ?? 'staff', grants: row?.grants ?? [], givenByManagers, until: null };
  }
  private shownRow(): RoleRow | null {
    return this.roles.view?.roles.find((one) => one.role === this.record) ?? null;
  }
  private change(change: Partial<RoleDraft>): void {
    this.effect = null;
    this.command.fail(null);
    this.draft = { ...this.draftOf(this.shownRow()), ...change };
  }
  private onName(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.change({ name: event.target.value });
  }
  private onBase(event: Event): void {
    if (event.target instanceof HTMLSelectElement) this.draft = this.copyOf(event.target.value);
  }
  private onGivers(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.change({ givenByManagers: event.target.checked });
  }
  private open(role: string): void {
    this.draft = null;
    this.effect = null;
    this.record = role;
    go('roles', role, this.width !== 'compact');
  }
  private readonly create = (): void => this.open(NEW);
  private readonly close = (): void => {
    this.draft = null;
    this.record = null;
    go('roles');
  };
  private readonly cancel = (): void => {
    if (this.effect !== null) this.effect = null;
    else {
      this.draft = null;
      this.command.fail(null);
      if (this.record === NEW) this.close();
    }
  };

  private async ask(): Promise<void> {
    const effect = await this.command.run('previewRole', this.draftOf(this.shownRow()));
    if (effect === null) return;
    if (effect.losing.length > 0) this.effect = effect;
    else await this.save(null);
  }
  private async save(until: number | null): Promise<void> {
    const saved = await this.command.run('saveRole', { ...this.draftOf(this.shownRow()), until });
    if (saved === null) return;
    this.effect = null;
    this.draft = null;
    if (this.record === NEW) this.open(saved.role);
  }
}

function holdersText({ holders, rank, builtIn }: RoleRow): string {
  const names = [...new Set(holders.map(({ name }) => name))];
  const people = names.length === 0 ? msg('还没有人') : names.slice(0, 4).join('、');
  const more = names.length > 4 ? msg(str`等 ${names.length} 人`) : '';
  return [builtIn ? '' : roleName(rank), `${people}${more}`].filter((part) => part !== '').join(' · ');
}

function effectText({ losing, commits }: RoleEffect): string {
  const who = losing.slice(0, 3).join('、');
  return commits === 0
    ? msg(str`${losing.length} 人会失去部分权限：${who}`)
    : msg(str`${losing.length} 人会失去部分权限：${who}。收回后，${commits} 笔未同步改动将无效`);
}

/** Midnight that comes: a right taken then lets today's work stand everywhere. */
function tomorrow(): number {
  const date = new Date();
  date.setHours(24, 0, 0, 0);
  return date.getTime();
}
