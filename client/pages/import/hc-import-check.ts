/**
 * The check step: what goes in, and only the rows that need somebody, as cards that work on a phone as on a PC. A cell is
 * mended where it stands, with its reason beneath; a question shows both versions and three answers.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { BadBarcodes } from '../../../shared/import/cell-context.ts';
import type { Decision } from '../../../shared/import/decision.ts';
import type { ImportQuestion } from '../../../shared/import/import-plan.ts';
import type { ImportProblem } from '../../../shared/import/import-problem.ts';
import { problemText } from '../../../shared/import/import-reasons.ts';
import './hc-import-changes.ts';
import { HcElement } from '../../components/hc-element.ts';
import { fieldText } from '../../controllers/product-fields.ts';
import { count } from '../../i18n/figures.ts';
import { currentLocale } from '../../i18n/locale.ts';
import { fieldName } from '../../i18n/trade-words.ts';
import type { PlanSummary } from '../../import/import-messages.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';

/**
 * Fires `check-edit` {row, column, text}, `check-edit-all` {code, column, text}, `check-decide` {row, decision},
 * `check-decide-all` {code, decision}, `check-switch` {key, on}, `check-barcodes` BadBarcodes.
 */
@customElement('hc-import-check')
export class HcImportCheck extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: flex;
        flex-direction: column;
      }
      .figures {
        display: flex;
        flex-wrap: wrap;
        border-bottom: 1px solid var(--hc-line);
      }
      .figures div {
        padding: 10px var(--hc-pad);
        border-right: 1px solid var(--hc-line);
        color: var(--hc-text-2);
        font-size: 13px;
      }
      .figures strong {
        display: block;
        font-size: 20px;
        line-height: 28px;
        font-weight: 600;
        color: var(--hc-text);
      }
      .problem {
        padding: 10px var(--hc-pad);
        border-bottom: 1px solid var(--hc-line);
        display: grid;
        grid-template-columns: 72px minmax(0, 560px) minmax(0, 320px);
        gap: 4px 16px;
        align-items: start;
      }
      .problem .cells {
        color: var(--hc-text-2);
        font-size: 13px;
      }
      .reason {
        color: var(--hc-danger-text);
        font-size: 13px;
        line-height: 20px;
      }
      .reason.soft {
        color: var(--hc-text-2);
      }
      .versions {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 8px;
        margin-top: 6px;
      }
      .version {
        padding: 8px 10px;
        background: var(--hc-canvas);
        border-radius: 6px;
      }
      input.field.all {
        width: 132px;
      }
      .answers {
        display: flex;
        gap: 8px;
        flex-wrap: wrap;
      }
      @media (max-width: 599px) {
        .figures {
          display: grid;
          grid-template-columns: repeat(5, auto);
        }
        .figures div {
          padding: 8px 4px 8px 10px;
          font-size: 12px;
        }
        .figures div:last-child {
          border-right: 0;
        }
      }
      @media (max-width: 799px) {
        .problem {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];
  @property({ attribute: false }) plan: PlanSummary | undefined;
  @property({ attribute: false }) headers: readonly string[] = [];
  @property() badBarcodes: BadBarcodes = 'refuse';
  @property({ type: Boolean }) working = false;

  override render(): TemplateResult {
    const plan = this.plan;
    if (plan === undefined) return html``;
    const { counts } = plan;
    const refused = plan.problems.filter((problem) => problem.severity === 'refused');
    const repaired = plan.problems.filter((problem) => problem.severity === 'repaired');
    const barcodes =
      (plan.causes.get('barcode-check-digit') ?? 0) +
      (plan.causes.get('barcode-rounded') ?? 0) +
      (plan.causes.get('barcode-dropped') ?? 0);
    return html`
      <div class="figures" role="status" aria-busy=${this.working}>
        ${this.figure(msg('原样可用'), counts.good)} ${this.figure(msg('已修正'), counts.repaired)}
        ${this.figure(msg('要改'), counts.refused)} ${this.figure(msg('等决定'), counts.asks)} ${this.figure(msg('合计'), counts.rows)}
      </div>
      <div class="scroll">
        <p class="body">${msg(str`新建 ${count(plan.creates)} 个，更新 ${count(plan.updates)} 个，没变 ${count(plan.unchanged)} 行，跳过 ${count(plan.skipped)} 行`)}</p>
        ${
          barcodes === 0
            ? nothing
            : html`<div class="bar"><span>${msg(str`${barcodes} 个条码校验位不对`)}</span>
                ${this.barcodeChoice('refuse', msg('逐个改'))} ${this.barcodeChoice('drop', msg('不要这些条码'))} ${this.barcodeChoice('keep', msg('照样导入'))}</div>`
        }
        ${plan.openingIgnored === 0 ? nothing : html`<p class="body muted">${msg(str`${count(plan.openingIgnored)} 行是店里已有的商品，期初数量不动。要调库存，用盘点`)}</p>`}
        ${refused.length === 0 ? nothing : html`<h2 class="group"><span>${msg('要改的行')}</span><span>${counts.refused}</span></h2>`}
        ${causesOf(refused).map((cause) => this.renderCause(cause))}
        ${repeat(
          refused,
          (one) => `${one.row} ${one.column} ${one.code}`,
          (one) => this.renderProblem(one),
        )}
        ${plan.questions.length === 0 ? nothing : html`<h2 class="group"><span>${msg('等你决定')}</span><span>${counts.asks}</span></h2>`}
        ${questionCauses(plan.questions).map((cause) => this.renderQuestionCause(cause))}
        ${repeat(
          plan.questions,
          (one) => one.row,
          (one) => this.renderQuestion(one),
        )}
        ${
          plan.changes.length === 0
            ? nothing
            : html`<h2 class="group"><span>${plan.clashes === 0 ? msg('会改的商品') : msg(str`会改的商品，${count(plan.clashes)} 处别人刚改过，默认不动`)}</span><span>${count(plan.changes.length)}</span></h2>
                <hc-import-changes .changes=${plan.changes} ?working=${this.working} @change-switch=${(event: CustomEvent<unknown>) => this.emit('check-switch', event.detail)}></hc-import-changes>`
        }
        ${repaired.length === 0 ? nothing : html`<h2 class="group"><span>${msg('已修正，照常导入')}</span><span>${counts.repaired}</span></h2>`}
        ${repeat(
          repaired,
          (one) => `${one.row} ${one.column} ${one.code}`,
          (one) => this.renderRepaired(one),
        )}
      </div>
    `;
  }

  private figure(label: string, value: number) {
    return html`<div>${label}<strong>${count(value)}</strong></div>`;
  }

  private barcodeChoice(choice: BadBarcodes, label: string) {
    return html`<button class="chip" aria-pressed=${this.badBarcodes === choice} @click=${() => this.emit('check-barcodes', choice)}>${label}</button>`;
  }

  /** One text, or none, for all cells of a cause. */
  private renderCause({ code, column, header, rows }: Cause): TemplateResult {
    const fix = (text: string) => this.emit('check-edit-all', { code, column, text });
    return html`<div class="bar">
      <span>${header}：${msg(str`${rows} 行同样的问题`)}</span>
      <input class="field all" aria-label=${msg(str`${header} 都改成`)} placeholder=${msg('都改成')} ?disabled=${this.working}
        @change=${(event: Event) => event.target instanceof HTMLInputElement && event.target.value !== '' && fix(event.target.value)} />
      <button ?disabled=${this.working} @click=${() => fix('')}>${msg('都清空')}</button>
    </div>`;
  }

  private renderQuestionCause({ code, rows }: QuestionCause): TemplateResult {
    const all = (decision: Decision, label: string) =>
      html`<button ?disabled=${this.working} @click=${() => this.emit('check-decide-all', { code, decision })}>${label}</button>`;
    return html`<div class="bar"><span>${msg(str`${rows} 行同样的问题`)}</span>${all('skip', msg('都跳过'))} ${all('take', msg('都用文件的'))}</div>`;
  }

  private renderProblem(problem: ImportProblem): TemplateResult {
    const { row, column } = problem;
    const cells = (this.plan?.waitingRows.get(row) ?? [])
      .filter((cell) => cell !== '')
      .slice(0, 5)
      .join(' · ');
    return html`<div class="problem">
      <span class="muted">${msg(str`第 ${row} 行`)}</span>
      <span class="cells">${cells}</span>
      <div>
        ${
          column === null
            ? nothing
            : html`<label class="field-label">${problem.header}<input class="field" .value=${problem.value} ?disabled=${this.working}
                @change=${(event: Event) => event.target instanceof HTMLInputElement && this.emit('check-edit', { row, column, text: event.target.value })} /></label>`
        }
        <p class="reason">${problemText(problem, currentLocale())}</p>
      </div>
    </div>`;
  }

  private renderRepaired(problem: ImportProblem): TemplateResult {
    return html`<div class="problem">
      <span class="muted">${msg(str`第 ${problem.row} 行`)}</span>
      <span class="cells">${[problem.header, problem.value].filter((part) => part !== '').join('：')}</span>
      <p class="reason soft">${problemText(problem, currentLocale())}</p>
    </div>`;
  }

  private renderQuestion(question: ImportQuestion): TemplateResult {
    const mine = question.mine.values;
    const other = question.other.kind === 'row' ? question.other.candidate.values : question.other.product.values;
    const where = question.other.kind === 'row' ? msg(str`第 ${question.other.candidate.row} 行`) : msg('店里的');
    const differing = question.differing.filter((field) => field in mine || field in other).slice(0, 5);
    const side = (title: string, values: typeof mine) => html`<div class="version">
      <span class="hint">${title}</span>
      <p>${values.name ?? ''} <span class="muted">${values.itemNo ?? ''}</span></p>
      ${differing.map((field) => html`<p class="small muted">${fieldName(field)} ${fieldText(field, Object.entries(values).find(([name]) => name === field)?.[1])}</p>`)}
    </div>`;
    const answer = (decision: Decision, label: string) =>
      html`<button ?disabled=${this.working} @click=${() => this.emit('check-decide', { row: question.row, decision })}>${label}</button>`;
    return html`<div class="problem">
      <span class="muted">${msg(str`第 ${question.row} 行`)}</span>
      <div>
        <p class="small">${problemText({ code: question.code, params: { other: other.name ?? other.itemNo ?? '' } }, currentLocale())}</p>
        <div class="versions">${side(msg('这一行'), mine)} ${side(where, other)}</div>
      </div>
      <div class="answers">${answer('skip', msg('跳过这一行'))} ${answer('take', msg('用这一行'))} ${answer('separate', msg('另建商品'))}</div>
    </div>`;
  }
}

interface Cause {
  readonly code: ImportProblem['code'];
  readonly column: number;
  readonly header: string;
  readonly rows: number;
}

/** Causes that several cells of a column share; bar codes have their own choice above. */
function causesOf(refused: readonly ImportProblem[]): readonly Cause[] {
  const causes = new Map<string, Cause>();
  for (const { code, column, header } of refused) {
    if (column === null || code.startsWith('barcode-check') || code === 'barcode-rounded') continue;
    const key = `${code} ${column}`;
    causes.set(key, { code, column, header, rows: (causes.get(key)?.rows ?? 0) + 1 });
  }
  return [...causes.values()].filter(({ rows }) => rows > 1);
}

interface QuestionCause {
  readonly code: ImportProblem['code'];
  readonly rows: number;
}

function questionCauses(questions: readonly ImportQuestion[]): readonly QuestionCause[] {
  const causes = new Map<ImportProblem['code'], number>();
  for (const { code } of questions) causes.set(code, (causes.get(code) ?? 0) + 1);
  return [...causes].flatMap(([code, rows]) => (rows > 1 ? [{ code, rows }] : []));
}
