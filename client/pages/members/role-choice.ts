/**
 * Role and branch as selects, the same when inviting, enrolling and changing. Only what one may give is offered; the
 * command and the judge refuse the rest.
 */
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { roleTitle } from '../../i18n/role-words.ts';
import type { SessionView } from '../../worker/engine-protocol.ts';
import type { RolesView } from '../../worker/role-protocol.ts';

export interface RoleChoice {
  readonly role: string;
  readonly branch: string;
}

export const firstChoice = (session: SessionView | undefined): RoleChoice => ({
  role: 'seller',
  branch: session?.branch?.id ?? '*',
});

export function renderRoleChoice(
  session: SessionView | undefined,
  roles: RolesView | undefined,
  choice: RoleChoice,
  change: (choice: RoleChoice) => void,
): TemplateResult {
  const offered = (roles?.roles ?? []).filter((row) => row.mayGiveIn.length > 0);
  const scopes = offered.find((row) => row.role === choice.role)?.mayGiveIn ?? [];
  const branches = (session?.branches ?? []).filter((branch) => scopes.includes(branch.id) || scopes.includes('*'));
  const read = (event: Event): string => (event.target instanceof HTMLSelectElement ? event.target.value : '');
  return html`<label class="field-label">${msg('角色')}
      <select class="field" @change=${(event: Event) => change({ ...choice, role: read(event) })}>
        ${offered.map((row) => html`<option value=${row.role} ?selected=${row.role === choice.role}>${roleTitle(row)}</option>`)}
      </select>
    </label>
    <label class="field-label">${msg('门店')}
      <select class="field" @change=${(event: Event) => change({ ...choice, branch: read(event) })}>
        ${branches.map((branch) => html`<option value=${branch.id} ?selected=${branch.id === choice.branch}>${branch.name}</option>`)}
        ${scopes.includes('*') ? html`<option value="*" ?selected=${choice.branch === '*'}>${msg('全部门店')}</option>` : ''}
      </select>
    </label>`;
}
