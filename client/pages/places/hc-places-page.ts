/**
 * Branches › warehouses › bins, and the tills of each branch, as one tree; beside it what is known of the chosen one. On a
 * phone the tree is a page and the place another. Everybody sees it; whoever may change settings changes it.
 */
import { consume } from '@lit/context';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import './hc-place-form.ts';
import { HcElement } from '../../components/hc-element.ts';
import { icon } from '../../components/icons.ts';
import { type WidthClass, widthContext } from '../../contexts/width-context.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { go } from '../../controllers/router.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import { placeTypeName } from '../../i18n/place-words.ts';
import { controls } from '../../styles/controls.ts';
import { layout } from '../../styles/layout.ts';
import type { BranchRow, PlaceTreeView, PlaceType, WarehouseRow } from '../../worker/place-views.ts';
import { type ChosenPlace, pathOfPlace, readChosen } from './chosen-place.ts';

@customElement('hc-places-page')
export class HcPlacesPage extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(352px, 1fr) 560px;
        grid-template-rows: minmax(0, 1fr);
        height: 100%;
      }
      .pane + .pane {
        border-left: 1px solid var(--hc-line);
      }
      a.row {
        color: inherit;
        text-decoration: none;
        min-height: 48px;
        padding-block: 7px;
      }
      .inside {
        padding-left: calc(var(--hc-pad) + 24px);
      }
      .deep {
        padding-left: calc(var(--hc-pad) + 48px);
      }
      .inside .title,
      .deep .title {
        font-weight: 400;
      }
      .branch {
        background: var(--hc-canvas);
      }
      .rule {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 12px var(--hc-pad);
        border-bottom: 1px solid var(--hc-line);
        cursor: pointer;
      }
      .rule input {
        width: 20px;
        height: 20px;
        accent-color: var(--hc-primary);
        flex: none;
      }
      @media (max-width: 1199px) {
        :host {
          grid-template-columns: 352px minmax(0, 1fr);
        }
      }
      @media (max-width: 599px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];
  @consume({ context: widthContext, subscribe: true })
  @state()
  private width: WidthClass = 'expanded';
  /** `branch.<id>`, or `new.warehouse.<branch>`. */
  @property() record: string | null = null;
  private readonly tree = new WatchController(this, 'placeTree', () => null);
  private readonly command = new CommandController(this);

  override render(): TemplateResult {
    const compact = this.width === 'compact';
    if (compact && this.record !== null) return this.renderPlace();
    return html`${this.renderTree()}${compact ? nothing : this.renderPlace()}`;
  }

  private renderTree(): TemplateResult {
    const tree = this.tree.view;
    return html`<div class="pane">
      <div class="bar">
        <span class="grow hint">${tree === undefined ? nothing : msg(str`${tree.branches.length} 家门店`)}</span>
        ${tree?.mayAdd === true ? html`<button class="primary" @click=${() => go('places', 'new.branch')}>${icon('plus')} ${msg('新门店')}</button>` : nothing}
      </div>
      ${tree === undefined ? html`<div class="scroll loading"></div>` : html`<div class="scroll">${this.renderBranches(tree)}</div>`}
    </div>`;
  }

  private renderBranches(tree: PlaceTreeView): TemplateResult {
    return html`
      ${tree.branches.map((branch) => this.renderBranch(branch))}
      <h3 class="group"><span>${msg('规则')}</span></h3>
      ${this.renderRule(tree, 'transferApproval', msg('调拨要发货方审核'), msg('审核后才占用库存。不勾选时提交就能发货'))}
      ${this.renderRule(tree, 'otherBranchStock', msg('能看到其他门店的库存'), msg('有库存查看权限的成员，能查到别的门店还有多少'))}
      <div class="row"><span class="grow">${msg('不许超卖的商品，每台收银机能卖几件')}</span><a class="button" href="/quota">${msg('看额度')}</a></div>
      ${
        tree.closed.length === 0
          ? nothing
          : html`<h3 class="group"><span>${msg('已关闭')}</span><span>${tree.closed.length}</span></h3>
              ${tree.closed.map(
                (one) => html`<div class="row" style="min-height:48px">
                  <span class="grow muted">${one.name} <span class="tag">${placeTypeName(one.type)}</span></span>
                  ${tree.mayEdit ? html`<button @click=${() => this.command.does('reopenPlace', { type: one.type, id: one.id })}>${msg('重开')}</button>` : nothing}
                </div>`,
              )}`
      }`;
  }

  private renderRule(
    tree: PlaceTreeView,
    rule: 'transferApproval' | 'otherBranchStock',
    title: string,
    under: string,
  ): TemplateResult {
    return html`<label class="rule">
      <span class="grow">${title}<br /><span class="hint">${under}</span></span>
      <input type="checkbox" .checked=${tree[rule]} ?disabled=${!tree.mayEdit}
        @change=${(event: Event) => this.command.does('setPlaceRules', { [rule]: (event.target as HTMLInputElement).checked })} />
    </label>`;
  }

  private renderBranch(branch: BranchRow): TemplateResult {
    return html`
      ${this.renderRow(
        'branch',
        branch.id,
        'branch',
        branch.travel,
        html`<span class="title">${branch.name}</span> ${branch.here ? html`<span class="tag info">${msg('在这里')}</span>` : nothing}
        <span class="under" style="display:block">${branch.address}</span>`,
      )}
      ${branch.warehouses.map((warehouse) => this.renderWarehouse(warehouse))}
      ${branch.registers.map((register) =>
        this.renderRow(
          'register',
          register.id,
          'inside',
          register.travel,
          html`<span class="title">${register.name}</span> <span class="tag">${msg('收银机')}</span>
            ${register.here ? html`<span class="tag info">${msg('本机')}</span>` : nothing}
            ${register.device === '' ? html`<span class="tag warn">${msg('还没有设备')}</span>` : nothing}`,
          register.shiftOpen ? msg('开班中') : register.deviceName,
        ),
      )}`;
  }

  private renderWarehouse(warehouse: WarehouseRow): TemplateResult {
    const stock = warehouse.stock === null ? '' : msg(str`${warehouse.stock.items} 种在库`);
    return html`${this.renderRow(
      'warehouse',
      warehouse.id,
      'inside',
      warehouse.travel,
      html`<span class="title">${warehouse.name}</span> <span class="tag">${msg('仓库')}</span>
        ${warehouse.transfers === 0 ? nothing : html`<span class="tag warn">${msg(str`${warehouse.transfers} 笔调拨未完`)}</span>`}`,
      stock,
    )}
    ${warehouse.bins.map((bin) => this.renderRow('bin', bin.id, 'deep', bin.travel, html`<span class="title">${bin.name}</span>`))}`;
  }

  private renderRow(
    type: PlaceType,
    id: string,
    depth: string,
    travel: string,
    content: TemplateResult,
    right = '',
  ): TemplateResult {
    const path = `${type}.${id}`;
    return html`<a class="row ${depth} ink-${travel}" href="/places/${encodeURIComponent(path)}" aria-current=${this.record === path ? 'true' : nothing}>
      <span class="grow">${content}</span><span class="right hint">${right}</span>
    </a>`;
  }

  private renderPlace(): TemplateResult {
    const tree = this.tree.view;
    const chosen: ChosenPlace | null = tree === undefined ? null : readChosen(this.record, tree);
    if (tree === undefined || chosen === null)
      return html`<div class="pane"><div class="body muted">${msg('选一处看它的资料')}</div></div>`;
    return html`<hc-place-form
      class="pane"
      .tree=${tree}
      .place=${chosen}
      ?back=${this.width === 'compact'}
      @place-saved=${(event: CustomEvent<{ readonly type: PlaceType; readonly id: string }>) => go('places', pathOfPlace(event.detail.type, event.detail.id), true)}
      @place-close=${() => go('places', null, true)}
    ></hc-place-form>`;
  }
}
