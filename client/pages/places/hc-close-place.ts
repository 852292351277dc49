/** Closing a place: says what is still there and asks where it goes. What is open keeps it from being closed. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/hc-note.ts';
import '../../components/hc-sheet.ts';
import { HcElement } from '../../components/hc-element.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { PlaceTreeView } from '../../worker/place-views.ts';
import type { ChosenPlace } from './chosen-place.ts';

export function openClosePlace(host: HTMLElement, tree: PlaceTreeView, place: ChosenPlace): void {
  const sheet = new HcClosePlace();
  sheet.tree = tree;
  sheet.place = place;
  sheet.addEventListener('sheet-close', () => sheet.remove());
  host.shadowRoot?.append(sheet);
}

@customElement('hc-close-place')
export class HcClosePlace extends HcElement {
  static override styles = [controls, layout];
  @property({ attribute: false }) tree!: PlaceTreeView;
  @property({ attribute: false }) place!: ChosenPlace;
  @state() private stockTo = '';
  @state() private open = true;
  private readonly command = new CommandController(this);

  override render() {
    const { place } = this;
    const name = String(place.values.name ?? '');
    const items = this.itemsInside();
    const targets = this.tree.branches.flatMap((branch) =>
      branch.warehouses
        .filter(({ id }) => (place.type === 'branch' ? branch.id !== place.id : id !== place.id))
        .map((warehouse) => ({
          id: warehouse.id,
          name: branch.name === warehouse.name ? branch.name : `${branch.name} · ${warehouse.name}`,
        })),
    );
    return html`<hc-sheet .heading=${msg(str`关闭 ${name}`)} .open=${this.open} style="--sheet-width:460px">
      ${this.command.error === null ? nothing : html`<hc-note .error=${this.command.error}></hc-note>`}
      <p>${msg('关闭后不能再选它，单据和历史都保留，以后可以重开')}</p>
      ${
        items === 0
          ? nothing
          : html`<label class="field-label">${msg(str`里面还有 ${items} 种货，调到哪里`)}
              <select class="field" @change=${this.onTarget}>
                <option value="">${msg('选一个仓库')}</option>
                ${targets.map((one) => html`<option value=${one.id}>${one.name}</option>`)}
              </select>
            </label>`
      }
      <button slot="foot" class="danger" ?disabled=${this.command.busy || (items > 0 && this.stockTo === '')} @click=${this.close}>${msg(str`关闭 ${name}`)}</button>
    </hc-sheet>`;
  }

  private itemsInside(): number {
    const { place } = this;
    const houses =
      place.type === 'branch'
        ? (place.branch?.warehouses ?? [])
        : place.type === 'warehouse' && place.warehouse !== null
          ? [place.warehouse]
          : [];
    return houses.reduce((sum, { stock }) => sum + (stock?.items ?? 0), 0);
  }

  private onTarget(event: Event): void {
    if (event.target instanceof HTMLSelectElement) this.stockTo = event.target.value;
  }

  private readonly close = async (): Promise<void> => {
    const { type, id } = this.place;
    if (id === null) return;
    const closed = await this.command.does('closePlace', {
      type,
      id,
      stockTo: this.stockTo === '' ? null : this.stockTo,
    });
    if (!closed) return;
    this.open = false;
    this.emit('place-close', null);
    this.remove();
  };
}
