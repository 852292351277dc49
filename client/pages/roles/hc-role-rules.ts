/** Field rules and limits of a role: a tick for whether, a figure for how far; an empty figure has no limit. */
import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../components/hc-amount.ts';
import { HcElement } from '../../components/hc-element.ts';
import { limitText, ruleName, unitName } from '../../i18n/role-words.ts';
import { controls } from '../../styles/controls.ts';
import { cellOf, RULES, type Rule, withCell } from './role-matrix.ts';

/** What a rule that is given begins with. */
const FIRST = { percent: 10, fen: 10_000, days: 7, points: 100 } as const;

/** Fires `rules-change` with the new list of grants. */
@customElement('hc-role-rules')
export class HcRoleRules extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(300px, 1fr));
        gap: 0 24px;
      }
      .rule {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 52px;
        border-bottom: 1px solid var(--hc-line);
      }
      label {
        display: flex;
        align-items: center;
        gap: 8px;
        flex: 1;
        min-width: 0;
        min-height: 44px;
      }
      input {
        accent-color: var(--hc-primary);
      }
      hc-amount {
        width: 112px;
        flex: none;
      }
    `,
  ];
  @property({ attribute: false }) grants: readonly string[] = [];
  @property({ type: Boolean }) readonly = false;

  override render(): TemplateResult {
    return html`${RULES.map((rule) => this.renderRule(rule))}`;
  }

  private renderRule(rule: Rule): TemplateResult {
    const { module, action, unit } = rule;
    const { reach, limit } = cellOf(this.grants, module, action);
    const isGiven = reach !== 'none';
    return html`<div class="rule">
      <label><input type="checkbox" .checked=${isGiven} ?disabled=${this.readonly} @change=${() => this.toggle(rule)} /> ${ruleName(rule)}</label>
      ${
        unit === null || !isGiven
          ? nothing
          : this.readonly
            ? html`<span class="muted">${limitText(unit, limit)}</span>`
            : html`<hc-amount
                .nameText=${ruleName(rule)}
                .scale=${unit === 'fen' ? 2 : 0}
                .value=${limit}
                .suffix=${limit === null ? msg('不限') : unitName(unit)}
                @amount-change=${(event: CustomEvent<number | null>) => this.limit(rule, event.detail)}
              ></hc-amount>`
      }
    </div>`;
  }

  private toggle({ module, action, unit }: Rule): void {
    const { reach } = cellOf(this.grants, module, action);
    const next =
      reach === 'none'
        ? { reach: 'given' as const, limit: unit === null ? null : FIRST[unit] }
        : { reach: 'none' as const, limit: null };
    this.emit('rules-change', withCell(this.grants, module, action, next));
  }
  private limit({ module, action }: Rule, limit: number | null): void {
    const { reach } = cellOf(this.grants, module, action);
    const wanted = limit === null ? null : Math.max(0, limit);
    this.emit('rules-change', withCell(this.grants, module, action, { reach, limit: wanted }));
  }
}
