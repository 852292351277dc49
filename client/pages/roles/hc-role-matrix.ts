/**
 * A role as a matrix: modules down, actions across, each cell a press further (无 · 本人 · 本店 · 全部). One Tab stop,
 * arrows inside; a cell that differs from the built-in role is marked. On a phone each module is a block of its own.
 */
import { msg, str } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type ModuleCode, reachesOf } from '../../../shared/policy/built-in-roles.ts';
import { HcElement } from '../../components/hc-element.ts';
import { actionName, moduleName } from '../../i18n/audit-words.ts';
import { reachName } from '../../i18n/role-words.ts';
import { controls } from '../../styles/controls.ts';
import { ACTIONS, cellOf, nextReach, SHOWN_MODULES, withCell } from './role-matrix.ts';

/** Fires `matrix-change` with the new list of grants. */
@customElement('hc-role-matrix')
export class HcRoleMatrix extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        table-layout: fixed;
      }
      th {
        font-size: 13px;
        font-weight: 400;
        color: var(--hc-text-2);
        text-align: center;
        padding: 8px 0;
        border-bottom: 1px solid var(--hc-line);
      }
      th:first-child {
        width: 104px;
        text-align: left;
      }
      tbody th {
        font-size: 14px;
        color: var(--hc-text);
      }
      td {
        padding: 3px 4px;
        border-bottom: 1px solid var(--hc-line);
        text-align: center;
      }
      td button {
        width: 100%;
        min-height: 36px;
        padding: 0 4px;
        border: 1px solid transparent;
        border-radius: 6px;
        background: none;
        color: var(--hc-text-3);
        font-weight: 400;
        position: relative;
      }
      td button[data-reach="own"],
      td button[data-reach="given"],
      td button[data-reach="all"] {
        background: var(--hc-primary-soft);
        color: var(--hc-primary-text);
        font-weight: 600;
      }
      td button[data-reach="own"] {
        background: var(--hc-sunken);
        color: var(--hc-text);
      }
      td button:disabled {
        opacity: 1;
      }
      .differs::after {
        content: "";
        position: absolute;
        top: 4px;
        right: 4px;
        width: 6px;
        height: 6px;
        border-radius: 50%;
        background: var(--hc-warn-mark);
      }
      @media (max-width: 599px) {
        table,
        tbody {
          display: block;
        }
        thead {
          display: none;
        }
        tr {
          display: grid;
          grid-template-columns: repeat(3, minmax(0, 1fr));
          gap: 6px;
          padding: 12px 0;
          border-bottom: 1px solid var(--hc-line);
        }
        tbody th {
          grid-column: 1 / -1;
          width: auto;
          padding: 0;
          border: 0;
          font-weight: 600;
        }
        td {
          display: block;
          padding: 0;
          border: 0;
        }
        td:empty {
          display: none;
        }
        td button {
          min-height: 52px;
          border-color: var(--hc-line);
          display: grid;
          align-content: center;
          line-height: 18px;
        }
        .column {
          display: block;
          font-size: 12px;
          font-weight: 400;
          color: var(--hc-text-2);
        }
      }
      @media (min-width: 600px) {
        .column {
          display: none;
        }
      }
    `,
  ];
  @property({ attribute: false }) grants: readonly string[] = [];
  /** What the built-in role gives: what differs is marked. */
  @property({ attribute: false }) original: readonly string[] = [];
  @property({ type: Boolean }) readonly = false;
  @state() private active = 0;

  override render(): TemplateResult {
    return html`<table role="grid" aria-label=${msg('权限')} @keydown=${this.onKey}>
      <thead><tr><th></th>${ACTIONS.map((action) => html`<th scope="col">${actionName(action)}</th>`)}</tr></thead>
      <tbody>
        ${SHOWN_MODULES.map(
          (module, row) => html`<tr>
            <th scope="row">${moduleName(module)}</th>
            ${ACTIONS.map((action, column) => this.renderCell(module, action, row * ACTIONS.length + column))}
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  private renderCell(module: ModuleCode, action: string, at: number): TemplateResult {
    if (reachesOf(module, action).length === 0) return html`<td></td>`;
    const { reach } = cellOf(this.grants, module, action);
    const before = cellOf(this.original, module, action).reach;
    const words = msg(str`${moduleName(module)} ${actionName(action)}：${reachName(reach)}`);
    return html`<td><button
      data-at=${at}
      data-reach=${reach}
      class=${reach === before ? '' : 'differs'}
      tabindex=${at === this.active ? 0 : -1}
      ?disabled=${this.readonly}
      aria-label=${reach === before ? words : `${words}，${msg('与预设不同')}`}
      @click=${() => this.press(module, action, at)}
    ><span class="column">${actionName(action)}</span>${reachName(reach)}</button></td>`;
  }

  private press(module: ModuleCode, action: string, at: number): void {
    this.active = at;
    const cell = cellOf(this.grants, module, action);
    const reach = nextReach(module, action, cell.reach);
    this.emit('matrix-change', withCell(this.grants, module, action, { ...cell, reach }));
  }

  private onKey(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: ACTIONS.length, ArrowUp: -ACTIONS.length }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const cells = [...this.renderRoot.querySelectorAll<HTMLElement>('td button')];
    const last = SHOWN_MODULES.length * ACTIONS.length;
    for (let at = this.active + step; at >= 0 && at < last; at += step) {
      const next = cells.find((cell) => cell.dataset.at === String(at));
      if (next === undefined) continue;
      this.active = at;
      next.focus();
      return;
    }
  }
}
