/** The pictures of a product: looked at large, added from a file or the camera, taken away with an undo. */
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { MOST_PICTURES } from '../../../shared/catalogue/picture-form.ts';
import '../../components/hc-note.ts';
import '../../components/hc-picture.ts';
import '../../components/hc-sheet.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { showUndo } from '../../components/undo-notice.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { resizePicture } from '../../controllers/resize-picture.ts';
import { controls } from '../../styles/controls.ts';
import type { PictureContent } from '../../worker/engine-protocol.ts';

@customElement('hc-product-pictures')
export class HcProductPictures extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      li {
        position: relative;
      }
      .see {
        padding: 0;
        width: 88px;
        height: 88px;
        border: 1px solid var(--hc-line);
        overflow: hidden;
      }
      hc-picture {
        width: 100%;
        height: 100%;
      }
      button.off {
        position: absolute;
        top: 2px;
        right: 2px;
        width: 28px;
        min-height: 28px;
        border-radius: 999px;
        background: var(--hc-surface);
        border-color: var(--hc-edge);
        color: var(--hc-text);
      }
      .add {
        width: 88px;
        height: 88px;
        flex-direction: column;
        font-weight: 400;
        color: var(--hc-text-2);
        border-style: dashed;
      }
      .large {
        width: 100%;
        height: min(70vh, 640px);
      }
      input {
        display: none;
      }
    `,
  ];
  @property() product = '';
  @property() name = '';
  @property({ attribute: false }) pictures: readonly PictureContent[] = [];
  @property({ type: Boolean }) editable = false;
  @state() private seen: number | null = null;
  @query('input') private input!: HTMLInputElement;
  private readonly command = new CommandController(this);

  override render() {
    if (this.pictures.length === 0 && !this.editable) return nothing;
    return html`
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      <ul aria-label=${msg('图片')}>
        ${this.pictures.map((picture, at) => this.renderOne(picture, at))}
        ${
          this.editable && this.pictures.length < MOST_PICTURES
            ? html`<li><button class="add" ?disabled=${this.command.busy} @click=${() => this.input.click()}>${icon('plus', 16)}${msg('加图')}</button></li>`
            : nothing
        }
      </ul>
      <input type="file" accept="image/jpeg,image/png,image/webp" aria-label=${msg('加图')} @change=${this.onFile} />
      ${this.renderLarge()}
    `;
  }

  private renderOne(picture: PictureContent, at: number): TemplateResult {
    const label = msg(str`${this.name} 图 ${at + 1}`);
    return html`<li>
      <button class="see" aria-label=${label} @click=${() => this.see(at)}><hc-picture .blob=${picture.small} alt=""></hc-picture></button>
      ${this.editable ? html`<button class="icon off" aria-label=${msg(str`去掉图 ${at + 1}`)} @click=${() => void this.onRemove(at)}>${icon('close', 16)}</button>` : nothing}
    </li>`;
  }

  private renderLarge() {
    const picture = this.seen === null ? undefined : this.pictures[this.seen];
    if (picture === undefined) return nothing;
    return html`<hc-sheet .heading=${this.name} .open=${true} style="--sheet-width:880px" @sheet-close=${() => this.see(null)}>
      <hc-picture class="large" whole .blob=${picture.large} .alt=${this.name}></hc-picture>
    </hc-sheet>`;
  }

  private see(at: number | null): void {
    this.seen = at;
  }

  private async onFile(): Promise<void> {
    const file = this.input.files?.[0];
    this.input.value = '';
    if (file === undefined) return;
    const sizes = await resizePicture(file);
    if (!sizes.ok) return this.command.fail(sizes.error);
    await this.command.does('addPicture', { product: this.product, ...sizes.value });
  }

  private async onRemove(at: number): Promise<void> {
    const { product, pictures: before } = this;
    const value = before.filter((_, place) => place !== at);
    const edited = await this.command.run('editGoods', { changes: [{ id: product, field: 'pictures', value }] });
    if (edited !== null)
      await showUndo(msg('已去掉图片'), () => void this.command.does('editGoods', { changes: edited.undo }));
  }
}
