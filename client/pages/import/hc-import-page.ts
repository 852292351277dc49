/**
 * Import in four steps: file, columns, check, import. Only rows that need somebody are shown; the good ones go in
 * without waiting for them, and at the end good, repaired, refused and waiting add up to the rows of the file.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { ref } from 'lit/directives/ref.js';
import type { Decision } from '../../../shared/import/decision.ts';
import { IMPORT_FIELDS, type ImportField } from '../../../shared/import/import-fields.ts';
import type { ReasonCode } from '../../../shared/import/import-problem.ts';
import '../../components/hc-note.ts';
import './hc-import-check.ts';
import './hc-past-imports.ts';
import './hc-read-choices.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { ImportController, type ImportStep } from '../../controllers/import-controller.ts';
import { go } from '../../controllers/router.ts';
import { saveFile } from '../../controllers/save-file.ts';
import { count } from '../../i18n/figures.ts';
import { currentLocale } from '../../i18n/locale.ts';
import { fieldName } from '../../i18n/trade-words.ts';
import type { PlanSummary, TableSummary } from '../../import/import-messages.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import { importFieldName } from './import-words.ts';

@customElement('hc-import-page')
export class HcImportPage extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: flex;
        flex-direction: column;
        height: 100%;
        background: var(--hc-surface);
      }
      .steps {
        display: flex;
        gap: 8px 20px;
        flex-wrap: wrap;
        padding: 12px var(--hc-pad);
        border-bottom: 1px solid var(--hc-line);
        color: var(--hc-text-2);
      }
      .steps [aria-current] {
        color: var(--hc-primary-text);
        font-weight: 600;
      }
      .drop {
        display: grid;
        gap: 12px;
        justify-items: start;
        align-content: center;
        min-height: 200px;
        padding: 24px;
        border: 1px dashed var(--hc-edge);
        border-radius: 10px;
        max-width: 640px;
      }
      .drop.over {
        background: var(--hc-primary-soft);
      }
      .wide {
        overflow: auto;
      }
      table {
        border-collapse: collapse;
        width: 100%;
        max-width: 960px;
      }
      th,
      td {
        text-align: left;
        padding: 7px 10px;
        border-bottom: 1px solid var(--hc-line);
        vertical-align: middle;
      }
      th {
        font-weight: 400;
        font-size: 13px;
        color: var(--hc-text-2);
        background: var(--hc-sunken);
      }
      td.sample {
        color: var(--hc-text-2);
        max-width: 280px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      select {
        min-height: var(--hc-control);
        min-width: 132px;
        border: 1px solid var(--hc-edge);
        border-radius: 6px;
        background: var(--hc-surface);
        color: var(--hc-text);
        font: inherit;
        padding: 0 8px;
      }
      progress {
        width: min(480px, 100%);
        accent-color: var(--hc-primary);
      }
      .total {
        font-size: 28px;
        line-height: 34px;
        font-weight: 600;
      }
      td:first-child {
        min-width: 84px;
      }
      @media (max-width: 599px) {
        td.sample {
          max-width: 140px;
        }
        .foot {
          flex-wrap: wrap;
        }
        .foot .grow {
          display: none;
        }
        .foot button {
          flex: 1;
        }
        .foot .primary {
          flex-basis: 100%;
          min-height: 56px;
        }
        .total {
          font-size: 20px;
          line-height: 28px;
        }
      }
      .sums {
        display: grid;
        grid-template-columns: max-content max-content;
        gap: 4px 24px;
      }
      .sums dd {
        text-align: right;
        font-weight: 600;
      }
      .sums .all {
        border-top: 1px solid var(--hc-line);
        padding-top: 4px;
      }
    `,
  ];
  private readonly model = new ImportController(this);

  override render(): TemplateResult {
    const { model } = this;
    const steps: readonly (readonly [ImportStep, string])[] = [
      ['file', msg('1 选文件')],
      ['columns', msg('2 对列')],
      ['check', msg('3 检查')],
      ['import', msg('4 导入')],
    ];
    const current = model.step === 'done' ? 'import' : model.step;
    return html`
      <ol class="steps">${steps.map(([step, label]) => html`<li aria-current=${step === current ? 'step' : nothing}>${label}</li>`)}</ol>
      ${model.error === null ? nothing : html`<div class="body"><hc-note .error=${model.error}></hc-note></div>`}
      ${this.renderStep()}
    `;
  }

  private renderStep(): TemplateResult {
    const { model } = this;
    if (model.step === 'columns' && model.table !== null) return this.renderColumns(model.table);
    if (model.step === 'check' && model.plan !== null) return this.renderCheck();
    if (model.step === 'import') return this.renderProgress();
    if (model.step === 'done') return this.renderDone();
    return this.renderFile();
  }

  private renderFile(): TemplateResult {
    const { model } = this;
    return html`<div class="scroll body stack">
      ${model.unreadable === '' ? nothing : html`<hc-note kind="error">${model.fileName}：${model.unreadable}</hc-note>`}
      <div class="drop" @dragover=${this.onOver} @dragleave=${this.onLeave} @drop=${this.onDrop}>
        <h2>${msg('选商品表')}</h2>
        <p class="muted">${msg('Excel（xlsx、xls）或 CSV，最多 50,000 行。其他软件导出的表直接用，列名会自己认')}</p>
        <label class="button primary" tabindex="-1">${icon('upload')} ${model.working ? msg('正在读') : msg('选文件')}
          <input class="hidden-text" type="file" accept=".xlsx,.xls,.csv,.txt,.tsv" ?disabled=${model.working} @change=${this.onFile} />
        </label>
      </div>
      ${this.renderReading()}
      <div><a class="button" href="/catalogue">${msg('取消')}</a></div>
      <hc-past-imports @past-resume=${() => model.resume()}></hc-past-imports>
    </div>`;
  }

  /** How the file was read, to be said otherwise: also where it could not be read at all. */
  private renderReading(): TemplateResult | typeof nothing {
    const { model } = this;
    if (model.fileName === '' || (model.table === null && model.unreadable === '')) return nothing;
    return html`<hc-read-choices .source=${model.table?.source ?? null} .headerRow=${model.table?.headerRow ?? null} .overrides=${model.overrides} ?working=${model.working}
      @read-again=${(event: CustomEvent<typeof model.overrides>) => model.readAgain(event.detail)}></hc-read-choices>`;
  }

  private renderColumns(table: TableSummary): TemplateResult {
    const { model } = this;
    const named = model.mapping.includes('name');
    return html`<div class="scroll body stack">
        <p>${msg(str`${model.fileName}，${count(table.rowCount)} 行。核对每一列的意思`)}</p>
        ${this.renderReading()}
        ${model.remembered ? html`<p class="muted">${msg('照你上次给这种文件对的列')} <button class="plain" @click=${() => model.guessAgain()}>${msg('重新认')}</button></p>` : nothing}
        ${model.forbidden.length === 0 ? nothing : html`<p class="muted">${msg(str`你没有权限的列不导入：${model.forbidden.map(importFieldName).join('、')}`)}</p>`}
        ${named ? nothing : html`<hc-note kind="error">${msg('没有一列是名称。把其中一列对到名称')}</hc-note>`}
        <div class="wide"><table>
          <thead><tr><th scope="col">${msg('文件里的列')}</th><th scope="col">${msg('当作')}</th><th scope="col">${msg('前三行')}</th></tr></thead>
          <tbody>
            ${table.headers.map(
              (header, column) => html`<tr>
                <td>${header}</td>
                <td><select ${ref(fillFields)} aria-label=${msg(str`${header} 当作`)} .value=${model.mapping[column] ?? ''} @change=${(event: Event) => this.onMap(column, event)}></select></td>
                <td class="sample">${table.samples
                  .map((row) => row[column] ?? '')
                  .filter((cell) => cell !== '')
                  .join(' · ')}</td>
              </tr>`,
            )}
          </tbody>
        </table></div>
      </div>
      <div class="foot">
        <button @click=${() => model.back('file')}>${msg('换文件')}</button><span class="grow"></span>
        <button class="primary" ?disabled=${!named || model.working} @click=${() => model.check()}>${model.working ? msg('正在检查') : msg('检查')}</button>
      </div>`;
  }

  private renderCheck(): TemplateResult {
    const { model } = this;
    const plan = model.plan;
    if (plan === null || model.table === null) return html``;
    const ready = plan.creates + plan.updates;
    const waiting = plan.counts.refused + plan.counts.asks;
    return html`<hc-import-check
        style="flex:1;min-height:0"
        .plan=${plan}
        .headers=${model.table.headers}
        .badBarcodes=${model.badBarcodes}
        ?working=${model.working}
        @check-edit=${(event: CustomEvent<{ row: number; column: number; text: string }>) => model.edit(event.detail.row, event.detail.column, event.detail.text)}
        @check-decide=${(event: CustomEvent<{ row: number; decision: 'skip' | 'take' | 'separate' }>) => model.decide(event.detail.row, event.detail.decision)}
        @check-edit-all=${(event: CustomEvent<{ code: ReasonCode; column: number; text: string }>) => model.editAll(event.detail.code, event.detail.column, event.detail.text)}
        @check-decide-all=${(event: CustomEvent<{ code: ReasonCode; decision: Decision }>) => model.decideAll(event.detail.code, event.detail.decision)}
        @check-switch=${(event: CustomEvent<{ key: string; on: boolean }>) => model.switchChange(event.detail.key, event.detail.on)}
        @check-barcodes=${(event: CustomEvent<typeof model.badBarcodes>) => model.chooseBadBarcodes(event.detail)}
      ></hc-import-check>
      <div class="foot">
        <button @click=${() => model.back('columns')}>${msg('改列')}</button>
        ${waiting === 0 ? nothing : html`<button @click=${this.download}>${icon('download')} ${msg('下载要改的行')}</button>`}
        <span class="grow"></span>
        <button class="primary" ?disabled=${ready === 0 || model.working} @click=${() => model.carryOut()}>
          ${waiting === 0 ? msg(str`导入 ${count(ready)} 个商品`) : msg(str`导入可用的 ${count(ready)} 个商品`)}
        </button>
      </div>`;
  }

  private renderProgress(): TemplateResult {
    const { done, total } = this.model.progress;
    return html`<div class="scroll body stack" role="status">
        <h2>${msg(str`已导入 ${count(done)} / ${count(total)}`)}</h2>
        <progress aria-label=${msg('进度')} max=${Math.max(1, total)} value=${done}></progress>
        <p class="muted">${msg('可以停下，已导入的保留')}</p>
      </div>
      <div class="foot"><span class="grow"></span>
        <button ?disabled=${this.model.cancelling} @click=${() => this.model.cancel()}>${this.model.cancelling ? msg('这一批写完就停') : msg('停下')}</button>
      </div>`;
  }

  private renderDone(): TemplateResult {
    const { result, plan } = this.model;
    if (result === null) return html``;
    const stopped = result.done < result.total;
    return html`<div class="scroll body stack">
        <h2 role="status">${stopped ? msg(str`导入已停下，已导入 ${count(result.done)} / ${count(result.total)}`) : msg('导入完成')}</h2>
        <p class="total">${msg(str`新建 ${count(result.created)} · 更新 ${count(result.updated)} · 没变 ${count(result.unchanged)}`)}</p>
        ${
          result.overtaken.length === 0
            ? nothing
            : html`<div><p>${msg('检查之后别人改过，用了他们的：')}</p>
                <ul>${result.overtaken.slice(0, 50).map(({ name, field }) => html`<li>${name} ${fieldName(field)}</li>`)}</ul></div>`
        }
        ${plan === null ? nothing : this.renderSums(plan)}
        <hc-past-imports .batch=${result.batch}></hc-past-imports>
        <p class="hint">${msg(str`批号 ${result.batch}`)}</p>
      </div>
      <div class="foot">
        <button @click=${() => this.model.back('file')}>${msg('再导入一个')}</button><span class="grow"></span>
        ${stopped ? html`<button @click=${() => this.model.resume()}>${msg('接着导')}</button>` : nothing}
        <button class="primary" @click=${() => go('catalogue')}>${msg('看商品')}</button>
      </div>`;
  }

  private renderSums({ counts }: PlanSummary): TemplateResult {
    return html`<dl class="sums">
        <dt>${msg('原样可用的行')}</dt><dd>${count(counts.good)}</dd>
        <dt>${msg('修正后可用的行')}</dt><dd>${count(counts.repaired)}</dd>
        <dt>${msg('要改的行')}</dt><dd>${count(counts.refused)}</dd>
        <dt>${msg('等决定的行')}</dt><dd>${count(counts.asks)}</dd>
        <dt class="all">${msg('文件里的行')}</dt><dd class="all">${count(counts.rows)}</dd>
      </dl>
      ${counts.refused + counts.asks === 0 ? nothing : html`<div><button @click=${this.download}>${icon('download')} ${msg('下载要改的行')}</button></div>`}`;
  }

  private onFile(event: Event): void {
    const file = event.target instanceof HTMLInputElement ? event.target.files?.[0] : undefined;
    if (file !== undefined) void this.model.open(file);
  }
  private onOver(event: DragEvent): void {
    event.preventDefault();
    if (event.currentTarget instanceof HTMLElement) event.currentTarget.classList.add('over');
  }
  private onLeave(event: DragEvent): void {
    if (event.currentTarget instanceof HTMLElement) event.currentTarget.classList.remove('over');
  }
  private onDrop(event: DragEvent): void {
    event.preventDefault();
    this.onLeave(event);
    const file = event.dataTransfer?.files[0];
    if (file !== undefined) void this.model.open(file);
  }
  private onMap(column: number, event: Event): void {
    const value = event.target instanceof HTMLSelectElement ? event.target.value : '';
    const field: ImportField | null = IMPORT_FIELDS.find((name) => name === value) ?? null;
    this.model.mapColumn(column, field);
  }
  private async download(): Promise<void> {
    const csv = await this.model.faultyRows();
    if (csv !== null)
      saveFile(`${this.model.fileName.replace(/\.[^.]+$/, '')}-${msg('要改的行')}.csv`, csv, 'text/csv;charset=utf-8');
  }
}

let fields: { readonly locale: string; readonly options: DocumentFragment } | null = null;

/** Dozens of columns offer dozens of fields each: the options are made once and copied, or a phone stands still over them. */
function fillFields(element: Element | undefined): void {
  const locale = currentLocale();
  if (!(element instanceof HTMLSelectElement) || element.dataset.locale === locale) return;
  if (fields?.locale !== locale) {
    const options = document.createDocumentFragment();
    options.append(
      new Option(msg('不导入'), ''),
      ...IMPORT_FIELDS.map((field) => new Option(importFieldName(field), field)),
    );
    fields = { locale, options };
  }
  const { value } = element;
  element.replaceChildren(fields.options.cloneNode(true));
  element.value = value;
  element.dataset.locale = locale;
}
