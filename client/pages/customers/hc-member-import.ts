/** Members from a file (xlsx, csv): read and shown first, what is wrong by row, then taken in with their balances. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { openFile } from '../../../shared/import/open-file.ts';
import { type MemberRows, memberRows } from '../../../shared/loyalty/member-rows.ts';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { fen } from '../../i18n/figures.ts';
import { memberFaultName } from '../../i18n/loyalty-words.ts';
import { filePlatform } from '../../import/file-platform.ts';
import type { LoyaltyCommands } from '../../worker/loyalty-views.ts';
import { paneFrame } from '../till/pane-frame.ts';

const SHOWN_FAULTS = 100;

/** Fires `import-close`. */
@customElement('hc-member-import')
export class HcMemberImport extends HcElement {
  static override styles = [
    ...paneFrame,
    css`
      dl.facts {
        grid-template-columns: max-content max-content;
        gap: 4px 24px;
      }
    `,
  ];
  /** Names of the shop's levels. */
  @property({ attribute: false }) levels: readonly string[] = [];
  @state() private found: MemberRows | null = null;
  @state() private unreadable = false;
  @state() private outcome: LoyaltyCommands['importMembers']['output'] | null = null;
  private readonly command = new CommandController(this);

  override render() {
    const { found } = this;
    return html`
      <div class="bar">
        <button class="icon" aria-label=${msg('返回')} @click=${() => this.emit('import-close', null)}>${icon('back')}</button>
        <h2 class="grow">${msg('导入会员')}</h2>
      </div>
      <div class="scroll">
        <div class="body stack">
          <p class="muted">${msg('表头写：姓名、手机号、等级、卡号、生日、储值余额、赠送、积分。已有的会员会跳过，余额不会重复加')}</p>
          <label class="field-label">${msg('选文件')}<input class="field" type="file" accept=".xlsx,.xls,.csv,.txt" @change=${this.read} /></label>
          ${this.unreadable ? html`<hc-note kind="error">${msg('读不出这个文件。另存为 xlsx 或 csv 再试')}</hc-note>` : nothing}
          ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
          ${found === null ? nothing : this.renderFound(found)}
          ${this.outcome === null ? nothing : html`<hc-note kind="info">${msg(str`加了 ${this.outcome.added} 位，跳过已有的 ${this.outcome.known} 位`)}</hc-note>`}
        </div>
        ${(found?.faults ?? []).slice(0, SHOWN_FAULTS).map(
          ({
            row,
            fault,
            text,
          }) => html`<div class="row"><span class="grow"><span class="title">${msg(str`第 ${row} 行`)}</span>
            <span class="under" style="display:block">${memberFaultName(fault)} ${text}</span></span></div>`,
        )}
      </div>
      <div class="foot"><span class="grow"></span>
        <button class="primary" ?disabled=${found === null || found.rows.length === 0 || this.command.busy || this.outcome !== null} @click=${this.take}>
          ${msg(str`导入 ${found?.rows.length ?? 0} 位`)}
        </button>
      </div>
    `;
  }

  private renderFound({ rows, faults }: MemberRows) {
    const sum = (of: 'principal' | 'bonus' | 'points'): number => rows.reduce((total, row) => total + row[of], 0);
    return html`<dl class="facts">
      <dt>${msg('可以导入')}</dt><dd class="num">${rows.length}</dd>
      <dt>${msg('要改')}</dt><dd class="num">${faults.length}</dd>
      <dt>${msg('储值本金')}</dt><dd class="num">${fen(sum('principal'))}</dd>
      <dt>${msg('赠送')}</dt><dd class="num">${fen(sum('bonus'))}</dd>
      <dt>${msg('积分')}</dt><dd class="num">${sum('points')}</dd>
    </dl>`;
  }

  private async read(event: Event): Promise<void> {
    const file = (event.target as HTMLInputElement).files?.[0];
    this.found = null;
    this.outcome = null;
    this.unreadable = false;
    if (file === undefined) return;
    const table = await openFile(new Uint8Array(await file.arrayBuffer()), {}, filePlatform);
    if (table.ok) this.found = memberRows(table.value, this.levels);
    else this.unreadable = true;
  }

  private async take(): Promise<void> {
    if (this.found === null) return;
    this.outcome = await this.command.run('importMembers', { rows: this.found.rows, reason: msg('旧系统余额') });
  }
}
