/** How a file was read (encoding, separator, sheet, heading row), to be chosen otherwise where the guess was wrong. */
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { TEXT_ENCODINGS, type TextEncoding } from '../../../shared/import/encodings.ts';
import type { ReadOverrides } from '../../../shared/import/open-file.ts';
import { SEPARATORS } from '../../../shared/import/separator.ts';
import type { TableSource } from '../../../shared/import/table.ts';
import { HcElement } from '../../components/hc-element.ts';
import { controls } from '../../styles/controls.ts';

const ENCODING_NAMES: Readonly<Record<TextEncoding, string>> = {
  'utf-8': 'UTF-8',
  gb18030: 'GBK / GB18030',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  big5: 'Big5',
  'windows-1252': 'Windows-1252',
};
/** Lists open with a title or two; further down nobody looks. */
const HEADING_ROWS = 10;

/** Fires `read-again` with what is to be read otherwise. */
@customElement('hc-read-choices')
export class HcReadChoices extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
      }
      label {
        display: inline-flex;
        gap: 8px;
        align-items: center;
        color: var(--hc-text-2);
        font-size: 13px;
      }
      select {
        max-width: 168px;
      }
    `,
  ];
  /** Null where the file could not be read: only the encoding may help then. */
  @property({ attribute: false }) source: TableSource | null = null;
  @property({ attribute: false }) headerRow: number | null = null;
  @property({ attribute: false }) overrides: ReadOverrides = {};
  @property({ type: Boolean }) working = false;

  override render(): TemplateResult {
    const { source } = this;
    const encoding = this.overrides.encoding ?? (source?.kind === 'csv' ? source.encoding : '');
    return html`
      ${source === null || source.kind === 'csv' ? this.choice(msg('文字编码'), encoding, this.encodings(), (value) => this.onEncoding(value)) : nothing}
      ${source?.kind === 'csv' ? this.choice(msg('分隔符'), source.separator, this.separators(), (separator) => this.emit('read-again', { separator })) : nothing}
      ${
        source !== null && source.kind !== 'csv' && source.sheets.length > 1
          ? this.choice(
              msg('工作表'),
              source.sheet,
              source.sheets.map((sheet) => [sheet, sheet]),
              (sheet) => this.emit('read-again', { sheet }),
            )
          : nothing
      }
      ${source === null ? nothing : this.choice(msg('列名在'), String(this.headerRow ?? ''), this.rows(), (row) => this.emit('read-again', { headerRow: row === '' ? null : Number(row) }))}
    `;
  }

  private choice(
    label: string,
    value: string,
    options: readonly (readonly [string, string])[],
    choose: (value: string) => void,
  ): TemplateResult {
    const onChange = (event: Event): void => {
      if (event.target instanceof HTMLSelectElement) choose(event.target.value);
    };
    return html`<label>${label}<select ?disabled=${this.working} @change=${onChange}>
      ${options.map(([option, text]) => html`<option value=${option} ?selected=${option === value}>${text}</option>`)}
    </select></label>`;
  }

  private onEncoding(value: string): void {
    const encoding = TEXT_ENCODINGS.find((known) => known === value);
    if (encoding !== undefined) this.emit('read-again', { encoding });
  }

  private encodings(): readonly (readonly [string, string])[] {
    const all = TEXT_ENCODINGS.map((one) => [one, ENCODING_NAMES[one]] as const);
    return this.source === null && this.overrides.encoding === undefined ? [['', msg('自动')], ...all] : all;
  }

  private separators(): readonly (readonly [string, string])[] {
    const names: Readonly<Record<string, string>> = {
      ',': msg('逗号'),
      ';': msg('分号'),
      '\t': msg('制表符'),
      '|': msg('竖线'),
    };
    return SEPARATORS.map((one) => [one, names[one] ?? one]);
  }

  private rows(): readonly (readonly [string, string])[] {
    const last = Math.max(HEADING_ROWS, this.headerRow ?? 0);
    const numbers = Array.from({ length: last }, (_, at) => String(at + 1));
    return [['', msg('没有列名')], ...numbers.map((row) => [row, msg(str`第 ${row} 行`)] as const)];
  }
}
