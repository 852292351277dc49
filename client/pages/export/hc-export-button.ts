/**
 * 导出: one button and a sheet with the format. The file is made in the worker and saved here; what goes out is noted in
 * the log, and the sheet says so before it happens.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/hc-note.ts';
import '../../components/hc-sheet.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { saveFile } from '../../controllers/save-file.ts';
import { currentLocale } from '../../i18n/locale.ts';
import { controls } from '../../styles/controls.ts';
import type { ExportInput } from '../../worker/export-protocol.ts';

type Format = ExportInput['format'];
/** What the page lists, without what is chosen here. */
export type ExportWish = ExportInput extends infer Input
  ? Input extends ExportInput
    ? Omit<Input, 'format' | 'locale'>
    : never
  : never;

const MIME: Readonly<Record<Format, string>> = {
  csv: 'text/csv;charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

@customElement('hc-export-button')
export class HcExportButton extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: inline-flex;
      }
      .formats {
        display: grid;
        gap: 8px;
        margin: 12px 0;
      }
      .formats label {
        display: grid;
        grid-template-columns: 20px 1fr;
        gap: 2px 8px;
        align-items: center;
        padding: 10px 12px;
        border: 1px solid var(--hc-line);
        border-radius: 6px;
        cursor: pointer;
      }
      .formats label:has(:checked) {
        border-color: var(--hc-primary);
        background: var(--hc-primary-soft);
      }
      .formats span {
        grid-column: 2;
      }
      input {
        accent-color: var(--hc-primary);
        margin: 0;
      }
    `,
  ];
  /** Asked when the file is made: the list may have changed since. */
  @property({ attribute: false }) wish: (() => ExportWish) | undefined;
  /** What is exported, in words: 2,304 个商品. */
  @property() what = '';
  @property({ type: Boolean }) plain = false;
  @state() private open = false;
  @state() private format: Format = 'xlsx';
  private readonly command = new CommandController(this);

  override render(): TemplateResult {
    return html`<button class=${this.plain ? 'plain' : ''} @click=${this.show}>${this.plain ? nothing : icon('download')} ${msg('导出')}</button>
      ${this.open ? this.renderSheet() : nothing}`;
  }

  private renderSheet(): TemplateResult {
    const { busy, error } = this.command;
    return html`<hc-sheet .heading=${msg('导出')} open @sheet-close=${this.hide} style="--sheet-width:420px">
      ${error === null ? nothing : html`<hc-note .error=${error}></hc-note>`}
      <p>${this.what}</p>
      <div class="formats" role="radiogroup" aria-label=${msg('格式')}>
        ${this.choice('xlsx', msg('Excel 工作簿'), msg('条码和货号存成文本，不会变样'))}
        ${this.choice('csv', 'CSV', msg('给其他软件用，UTF-8'))}
      </div>
      <p class="hint">${msg('没有权限的列不在文件里。导出会记入操作日志')}</p>
      <button slot="foot" @click=${this.hide}>${msg('取消')}</button>
      <button slot="foot" class="primary" ?disabled=${busy} @click=${this.onExport}>${busy ? msg('正在导出') : msg('导出')}</button>
    </hc-sheet>`;
  }

  private choice(format: Format, name: string, hint: string): TemplateResult {
    return html`<label>
      <input type="radio" name="format" .checked=${this.format === format} @change=${() => this.choose(format)} />
      <strong>${name}</strong><span class="hint">${hint}</span>
    </label>`;
  }

  private choose(format: Format): void {
    this.format = format;
  }
  private readonly show = (): void => {
    this.command.fail(null);
    this.open = true;
  };
  private readonly hide = (): void => {
    this.open = false;
  };
  private readonly onExport = async (): Promise<void> => {
    const wish = this.wish?.();
    if (wish === undefined) return;
    const { format } = this;
    const made = await this.command.run('exportFile', { ...wish, format, locale: currentLocale() });
    if (made === null) return;
    saveFile(made.name, made.file, MIME[format]);
    this.open = false;
    this.emit('export-done', msg(str`已导出 ${made.rows} 行`));
  };
}
