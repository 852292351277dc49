/**
 * Imports that were carried out: going on with one that was stopped, and taking one back in one tap. What an undo leaves
 * as it is, because somebody changed it or the goods have moved, is listed by name.
 */
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/hc-note.ts';
import { HcElement } from '../../components/hc-element.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { count } from '../../i18n/figures.ts';
import { shortTime } from '../../i18n/times.ts';
import { fieldName } from '../../i18n/trade-words.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import {
  IMPORT_ROWS,
  IMPORT_STATE,
  type ImportState,
  type KeptFromUndo,
  type PastImport,
  type UndoneImport,
} from '../../worker/import-protocol.ts';

/** Fires `past-resume`. */
@customElement('hc-past-imports')
export class HcPastImports extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: block;
        max-width: 640px;
      }
      .half {
        display: flex;
        gap: 8px 12px;
        align-items: center;
        flex-wrap: wrap;
        padding: 10px 12px;
        background: var(--hc-warn-soft);
        border-radius: 6px;
        margin-bottom: 16px;
      }
      .grow {
        flex: 1;
      }
      h2 {
        font-size: 13px;
        line-height: 20px;
        font-weight: 400;
        color: var(--hc-text-2);
        margin: 0;
      }
      .past {
        display: flex;
        gap: 12px;
        align-items: center;
        min-height: 44px;
        padding: 6px 0;
        border-bottom: 1px solid var(--hc-line);
      }
      .past .name {
        flex: 1;
        min-width: 0;
      }
      ul {
        margin: 4px 0 0;
        padding-left: 18px;
        color: var(--hc-text-2);
        font-size: 13px;
      }
    `,
  ];
  /** Only this one, as at the end of an import; else the latest few, and what was stopped. */
  @property() batch: string | null = null;
  @state() private undone: UndoneImport | null = null;
  private readonly command = new CommandController(this);
  private readonly past = new WatchController(this, 'pastImports', () => ({ limit: 5 }));
  private readonly half = new WatchController(this, 'draft', () => ({ key: IMPORT_STATE }));

  override render(): TemplateResult {
    const rows = (this.past.view ?? []).filter((one) => this.batch === null || one.batch === this.batch);
    return html`
      ${this.batch === null ? this.renderHalf() : nothing}
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      ${this.undone === null ? nothing : this.renderUndone(this.undone)}
      ${this.batch !== null || rows.length === 0 ? nothing : html`<h2>${msg('最近的导入')}</h2>`}
      ${rows.map((one) => this.renderPast(one))}
    `;
  }

  private renderHalf(): TemplateResult | typeof nothing {
    const state = readState(this.half.view ?? null);
    if (state === null) return nothing;
    return html`<div class="half" role="status">
      <span class="grow">${msg(str`${state.fileName} 没有导完，已导入 ${count(state.done)} / ${count(state.total)}`)}</span>
      <button class="plain" @click=${this.letGo}>${msg('不导了')}</button>
      <button class="primary" @click=${() => this.emit('past-resume', null)}>${msg('接着导')}</button>
    </div>`;
  }

  private renderPast(one: PastImport): TemplateResult {
    return html`<div class="past">
      <span class="name"><span class="cut">${one.fileName === '' ? one.batch : one.fileName}</span><br />
        <span class="small muted">${[one.by, shortTime(one.time)].filter((part) => part !== '').join(' · ')}</span></span>
      ${
        one.undone
          ? html`<span class="tag">${msg('已撤销')}</span>`
          : html`<button ?disabled=${this.command.busy} @click=${() => this.undo(one.batch)}>${msg('撤销导入')}</button>`
      }
    </div>`;
  }

  private renderUndone({ undone, kept }: UndoneImport): TemplateResult {
    return html`<div role="status">
      <p>${kept.length === 0 ? msg(str`已撤销 ${count(undone)} 项`) : msg(str`已撤销 ${count(undone)} 项，${count(kept.length)} 项留着没动`)}</p>
      ${kept.length === 0 ? nothing : html`<ul>${kept.slice(0, 100).map((one) => html`<li>${keptText(one)}</li>`)}</ul>`}
    </div>`;
  }

  private async undo(batch: string): Promise<void> {
    const answer = await this.command.run('undoImport', { batch });
    if (answer !== null) this.undone = answer;
  }
  private readonly letGo = async (): Promise<void> => {
    await this.command.run('saveDraft', { key: IMPORT_STATE, text: null });
    await this.command.run('saveDraft', { key: IMPORT_ROWS, text: null });
  };
}

function keptText({ name, field, reason, by }: KeptFromUndo): string {
  if (reason === 'moved') return msg(str`${name} 已有进出，留着`);
  const who = by === '' ? msg('别人') : by;
  return field === null ? msg(str`${name} ${who}改过，留着`) : msg(str`${name} 的${fieldName(field)} ${who}改过，留着`);
}

function readState(text: string | null): ImportState | null {
  if (text === null) return null;
  try {
    return JSON.parse(text) as ImportState;
  } catch {
    // Damaged: there is nothing to go on with.
    return null;
  }
}
