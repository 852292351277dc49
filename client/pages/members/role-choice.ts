/** Role and branch as selects, the same when inviting and when enrolling. The command refuses what one may not give. */
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { roleName } from '../../i18n/trade-words.ts';
import type { SessionView } from '../../worker/engine-protocol.ts';

export interface RoleChoice {
  readonly role: string;
  readonly branch: string;
}
const roles = ['seller', 'keeper', 'buyer', 'finance', 'manager', 'admin'] as const;
const givenBy: Readonly<Record<string, number>> = { owner: 6, admin: 5, manager: 4 };

export const firstChoice = (session: SessionView | undefined): RoleChoice => ({
  role: 'seller',
  branch: session?.branch?.id ?? '*',
});

export function renderRoleChoice(
  session: SessionView | undefined,
  choice: RoleChoice,
  change: (choice: RoleChoice) => void,
): TemplateResult {
  const rank = session?.member?.rank ?? 'staff';
  const offered = roles.slice(0, givenBy[rank] ?? 0);
  const branches = session?.branches ?? [];
  const read = (event: Event): string => (event.target instanceof HTMLSelectElement ? event.target.value : '');
  return html`<label class="field-label">${msg('角色')}
      <select class="field" @change=${(event: Event) => change({ ...choice, role: read(event) })}>
        ${offered.map((role) => html`<option value=${role} ?selected=${role === choice.role}>${roleName(role)}</option>`)}
      </select>
    </label>
    <label class="field-label">${msg('门店')}
      <select class="field" @change=${(event: Event) => change({ ...choice, branch: read(event) })}>
        ${branches.map((branch) => html`<option value=${branch.id} ?selected=${branch.id === choice.branch}>${branch.name}</option>`)}
        ${rank === 'owner' || rank === 'admin' ? html`<option value="*" ?selected=${choice.branch === '*'}>${msg('全部门店')}</option>` : ''}
      </select>
    </label>`;
}
