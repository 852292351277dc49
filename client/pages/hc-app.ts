/**
 * Root: picks the page by the session's phase and the address, gives contexts to all beneath, and fetches each page's
 * code when it is first shown (the till's comes with the start). Old pages stay until the new one is there.
 */
import { ContextProvider, provide } from '@lit/context';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/hc-shell.ts';
import '../components/hc-note.ts';
import '../components/hc-workplace.ts';
import './terminal/hc-terminal-guard.ts';
import './till/hc-till-page.ts';
import { HcElement } from '../components/hc-element.ts';
import type { HcPalette } from '../components/hc-palette.ts';
import { engineContext } from '../contexts/engine-context.ts';
import { placesContext } from '../contexts/places-context.ts';
import { may, sessionContext } from '../contexts/session-context.ts';
import { type WidthClass, widthClassOf, widthContext } from '../contexts/width-context.ts';
import { go, type PageName, type Route, readPath } from '../controllers/router.ts';
import { headingOf, homePage, shellItems } from '../controllers/shell-items.ts';
import { fen } from '../i18n/figures.ts';
import { controls } from '../styles/controls.ts';
import { layout } from '../styles/layout.ts';
import type { Engine, PlacesView, SessionView, ShiftView } from '../worker/engine-protocol.ts';

type Loader = () => Promise<unknown>;
const loaders: Readonly<Partial<Record<PageName, Loader>>> = {
  catalogue: () => import('./catalogue/hc-catalogue-page.ts'),
  import: () => import('./import/hc-import-page.ts'),
  stock: () => import('./stock/hc-stock-page.ts'),
  count: () => import('./count/hc-count-page.ts'),
  receive: () => import('./receive/hc-receive-page.ts'),
  transfers: () => import('./transfer/hc-transfers-page.ts'),
  places: () => import('./places/hc-places-page.ts'),
  quota: () => import('./quota/hc-quota-page.ts'),
  review: () => import('./review/hc-review-page.ts'),
  audit: () => import('./audit/hc-audit-page.ts'),
  members: () => import('./members/hc-members-page.ts'),
  roles: () => import('./roles/hc-roles-page.ts'),
  promotions: () => import('./promotions/hc-promotions-page.ts'),
  customers: () => import('./customers/hc-customers-page.ts'),
  status: () => import('./hc-sync-status.ts'),
  today: () => import('./today/hc-today-page.ts'),
  settings: () => import('./hc-settings-page.ts'),
  labels: () => import('./labels/hc-labels-page.ts'),
  more: () => import('./hc-more-page.ts'),
};

/** Pages that have no place of their own in the rail. */
const SHOWN_UNDER: Readonly<Partial<Record<PageName, PageName>>> = {
  import: 'catalogue',
  promotions: 'settings',
  roles: 'members',
  places: 'settings',
  quota: 'stock',
  count: 'stock',
};

/** `update-ready` is set by the composition root when a new version waits; `update-now` is fired when it may come. */
@customElement('hc-app')
export class HcApp extends HcElement {
  static override styles = [
    controls,
    layout,
    css`
      :host {
        display: block;
        height: 100%;
      }
      .figures {
        display: flex;
        gap: 14px;
        color: var(--hc-text-2);
        font-size: 13px;
        margin-right: 8px;
        white-space: nowrap;
      }
      .page {
        height: 100%;
        display: flex;
        flex-direction: column;
      }
      .page > :last-child {
        flex: 1;
        min-height: 0;
        height: auto;
      }
      .band {
        flex: none;
      }
      .status {
        inset: 52px 16px auto auto;
        width: min(480px, calc(100vw - 32px));
        height: min(640px, calc(100dvh - 72px));
        margin: 0;
        padding: 0;
        border: 0;
        border-radius: 10px;
        overflow: hidden;
        color: var(--hc-text);
        background: var(--hc-surface);
        box-shadow: var(--hc-shadow), 0 0 0 1px var(--hc-line);
      }
      .update {
        position: fixed;
        left: 50%;
        bottom: 72px;
        transform: translateX(-50%);
        z-index: 200;
        display: flex;
        gap: 12px;
        align-items: center;
        padding: 8px 8px 8px 16px;
        border-radius: 10px;
        background: var(--hc-surface);
        box-shadow: var(--hc-shadow), 0 0 0 1px var(--hc-line);
        white-space: nowrap;
      }
    `,
  ];
  @property({ attribute: false }) engine: Engine | undefined;
  /** No shop is known on this device: the way in may be shown before the engine has spoken. */
  @property({ attribute: false }) isNew = false;
  private readonly engineProvider = new ContextProvider(this, { context: engineContext });
  @state() private session: SessionView | undefined;
  private readonly sessionProvider = new ContextProvider(this, { context: sessionContext });
  @state() private places: PlacesView | undefined;
  private readonly placesProvider = new ContextProvider(this, { context: placesContext });
  @provide({ context: widthContext })
  @state()
  private width: WidthClass = widthClassOf(innerWidth);
  @property({ type: Boolean, attribute: 'update-ready' }) updateReady = false;
  @state() private route: Route = readPath(location.pathname);
  @state() private loaded: ReadonlySet<PageName> = new Set<PageName>(['till']);
  @state() private shift: ShiftView | undefined;
  @state() private review = 0;
  /** Oversold goods wait in the same list. */
  @state() private tasks = 0;
  @state() private salesTasks = 0;
  @state() private transferTasks = 0;
  @state() private quotaTasks = 0;
  @state() private walletTasks = 0;
  @state() private cartOpen = false;
  /** A new shop is ready at once, but its recovery paper must be read first. */
  @state() private holding = false;
  @state() private paletteReady = false;
  private stops: (() => void)[] = [];
  private shopWatched = false;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('popstate', this.onRoute);
    addEventListener('resize', this.onResize);
    addEventListener('keydown', this.onKey);
    this.addEventListener('click', this.onLink);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('popstate', this.onRoute);
    removeEventListener('resize', this.onResize);
    removeEventListener('keydown', this.onKey);
    for (const stop of this.stops.splice(0)) stop();
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('engine') && this.engine !== undefined) {
      this.engineProvider.setValue(this.engine);
      this.watch(this.engine);
    }
    if (this.session?.phase === 'ready' && this.route.page === 'home')
      this.route = { page: homePage(this.session), id: null };
    this.load(this.route.page);
  }

  override render(): TemplateResult {
    const session = this.session;
    if (session === undefined || session.phase === 'starting')
      return this.isNew ? this.renderOutside(session) : html`<div class="loading"></div>`;
    if (session.phase !== 'ready' || this.holding) return this.renderOutside(session);
    const page = this.shownPage(session);
    const items = shellItems(session, this.waiting());
    return html`<hc-terminal-guard></hc-terminal-guard><hc-shell
      .width=${this.width}
      .items=${items}
      .page=${SHOWN_UNDER[page] ?? page}
      .heading=${headingOf(page)}
      .context=${this.contextText(session, page)}
      .member=${session.member?.name ?? ''}
      .places=${this.places}
      .bare=${page === 'till'}
      @places-open=${this.openStatus}
      @member-open=${this.onMember}
    >
      ${this.width === 'compact' ? nothing : html`<hc-workplace slot="context" .text=${this.contextText(session, page)} .branch=${session.branch?.id ?? ''} .warehouse=${session.warehouse?.id ?? ''}></hc-workplace>`}
      ${this.renderFigures(page)}
      <div class="page">
        ${this.renderBands(session)}
        ${this.renderPage(page)}
      </div>
    </hc-shell>
    <div class="status" popover aria-label=${msg('存在哪里')} role="dialog">
        ${this.loaded.has('status') ? html`<hc-sync-status></hc-sync-status>` : nothing}
      </div>
    ${this.paletteReady ? html`<hc-palette .pages=${items}></hc-palette>` : nothing}
    ${this.renderUpdate()}`;
  }

  /** All that the review list asks somebody to look at. */
  private waiting(): number {
    return this.review + this.tasks + this.salesTasks + this.transferTasks + this.quotaTasks + this.walletTasks;
  }

  private renderOutside(session: SessionView | undefined): TemplateResult {
    this.loadFirstRun();
    return html`<hc-first-run
      .session=${session}
      .link=${this.route.page === 'join' ? location.href : ''}
      @first-run-hold=${(event: CustomEvent<boolean>) => this.hold(event.detail)}
      @first-run-done=${() => this.leaveFirstRun('home')}
      @first-run-import=${() => this.leaveFirstRun('import')}
    ></hc-first-run>`;
  }

  /** A page whose right is missing leads home. */
  private shownPage(session: SessionView): PageName {
    const page = this.route.page;
    if (page === 'home' || page === 'join') return homePage(session);
    if (page === 'till' && !may(session, 'sell')) return homePage(session);
    if ((page === 'stock' || page === 'count') && !may(session, 'viewStock')) return homePage(session);
    if (page === 'receive' && !may(session, 'receive')) return homePage(session);
    if (page === 'quota' && !may(session, 'viewStock')) return homePage(session);
    if (page === 'transfers' && !may(session, 'viewTransfers')) return homePage(session);
    if (page === 'customers' && !may(session, 'viewMembers')) return homePage(session);
    if (page === 'audit' && !may(session, 'viewAudit')) return homePage(session);
    if (page === 'import' && !may(session, 'addGoods')) return 'catalogue';
    return page;
  }

  private renderPage(page: PageName): TemplateResult {
    if (!this.loaded.has(page)) return html`<div></div>`;
    const id = this.route.page === page ? this.route.id : null;
    switch (page) {
      case 'catalogue':
        return html`<hc-catalogue-page .record=${id}></hc-catalogue-page>`;
      case 'import':
        return html`<hc-import-page></hc-import-page>`;
      case 'stock':
        return html`<hc-stock-page .record=${id}></hc-stock-page>`;
      case 'count':
        return html`<hc-count-page .record=${id}></hc-count-page>`;
      case 'receive':
        return html`<hc-receive-page></hc-receive-page>`;
      case 'transfers':
        return html`<hc-transfers-page .record=${id}></hc-transfers-page>`;
      case 'quota':
        return html`<hc-quota-page></hc-quota-page>`;
      case 'places':
        return html`<hc-places-page .record=${id}></hc-places-page>`;
      case 'review':
        return html`<hc-review-page .record=${id}></hc-review-page>`;
      case 'roles':
        return html`<hc-roles-page .record=${id}></hc-roles-page>`;
      case 'audit':
        return html`<hc-audit-page .record=${id}></hc-audit-page>`;
      case 'members':
        return html`<hc-members-page .record=${id}></hc-members-page>`;
      case 'customers':
        return html`<hc-customers-page .record=${id}></hc-customers-page>`;
      case 'promotions':
        return html`<hc-promotions-page .record=${id}></hc-promotions-page>`;
      case 'today':
        return html`<hc-today-page></hc-today-page>`;
      case 'status':
        return html`<hc-sync-status></hc-sync-status>`;
      case 'settings':
        return html`<hc-settings-page></hc-settings-page>`;
      case 'labels':
        return html`<hc-labels-page></hc-labels-page>`;
      case 'more':
        return html`<hc-more-page .items=${this.session === undefined ? [] : shellItems(this.session, this.waiting())}></hc-more-page>`;
      default:
        return html`<hc-till-page></hc-till-page>`;
    }
  }

  private contextText(session: SessionView, page: PageName): string {
    const parts = [session.branch?.name ?? session.shop?.name ?? ''];
    if (page === 'till' && session.register !== null) parts.push(session.register.name);
    return parts.filter((part) => part !== '').join(' · ');
  }

  private renderFigures(page: PageName): TemplateResult | typeof nothing {
    if (page !== 'till' || this.width !== 'expanded' || this.shift === undefined) return nothing;
    return html`<span slot="figures" class="figures">
      <span>${msg(str`本班 ${this.shift.tickets} 单`)}</span><span>¥${fen(this.shift.net)}</span>
    </span>`;
  }

  private renderBands(session: SessionView): TemplateResult {
    return html`
      ${session.shop?.sample === true ? html`<hc-sample-band class="band"></hc-sample-band>` : nothing}
      ${
        session.storage.forgets
          ? html`<hc-note class="band" kind="warn">${msg('浏览器还没答应保存。若是隐私窗口，关闭后数据会消失，请换普通窗口')}</hc-note>`
          : nothing
      }
      ${
        session.lost === null
          ? nothing
          : html`<hc-note class="band" kind="error">${
              session.lost.lastTicket === null
                ? msg('浏览器清除了本机数据。没有送出的改动已丢失，请核对')
                : msg(str`浏览器清除了本机数据。送出的最后一单是 ${session.lost.lastTicket}，之后的请核对`)
            }</hc-note>`
      }
    `;
  }

  private renderUpdate(): TemplateResult | typeof nothing {
    if (!this.updateReady || this.cartOpen) return nothing;
    return html`<div class="update" role="status">
      <span>${msg('有新版本')}</span>
      <button class="primary" @click=${() => this.emit('update-now', null)}>${msg('现在更新')}</button>
    </div>`;
  }

  private watch(engine: Engine): void {
    for (const stop of this.stops.splice(0)) stop();
    this.stops.push(
      engine.watch('session', null, (session) => {
        this.session = session;
        if (session.shop?.sample === true) void import('../components/hc-sample-band.ts');
        this.sessionProvider.setValue(session);
        if (session.phase === 'ready' && !this.shopWatched) this.watchShop(engine);
      }),
      engine.watch('places', null, (places) => {
        this.places = places;
        this.placesProvider.setValue(places);
      }),
    );
  }

  private watchShop(engine: Engine): void {
    this.shopWatched = true;
    this.stops.push(
      engine.watch('review', null, (rows) => {
        this.review = rows.filter((row) => !row.ratified && !row.declined).length;
      }),
      engine.watch('openTasks', null, ({ total }) => {
        this.tasks = total;
      }),
      engine.watch('salesTasks', null, (rows) => {
        this.salesTasks = rows.length;
      }),
      engine.watch('walletTasks', null, (rows) => {
        this.walletTasks = rows.length;
      }),
      engine.watch('transferTasks', null, (rows) => {
        this.transferTasks = rows.length;
      }),
      engine.watch('quotaTasks', null, (rows) => {
        this.quotaTasks = rows.length;
      }),
      engine.watch('shift', null, (shift) => {
        this.shift = shift;
      }),
      engine.watch('draft', { key: 'till' }, (draft) => {
        this.cartOpen = draft !== null;
      }),
    );
  }

  /** On a shared terminal: to the faces, for whoever comes next. */
  private readonly onMember = async (): Promise<void> => {
    const terminal = await this.engine?.once('terminal', null);
    if (terminal?.shared === true) this.emit('terminal-lock', null);
    else go(this.width === 'compact' ? 'more' : 'settings');
  };

  /** Beside the count it explains, where there is room; a page of its own on phones. */
  private readonly openStatus = (): void => {
    if (this.width === 'compact') {
      go('status');
      return;
    }
    this.load('status');
    this.renderRoot.querySelector<HTMLElement>('.status')?.showPopover();
  };

  private hold(holding: boolean): void {
    this.holding = holding;
  }

  private leaveFirstRun(page: PageName): void {
    this.holding = false;
    go(page, null, true);
  }

  private load(page: PageName): void {
    const loader = loaders[page];
    if (this.loaded.has(page) || loader === undefined) return;
    void loader().then(() => {
      this.loaded = new Set([...this.loaded, page]);
    });
  }

  private loadFirstRun(): void {
    void import('./first-run/hc-first-run.ts');
  }

  private readonly onRoute = (): void => {
    this.route = readPath(location.pathname);
  };
  private readonly onResize = (): void => {
    this.width = widthClassOf(innerWidth);
  };

  /** Ctrl K from anywhere, fields included; on a Mac Cmd K. */
  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    if (this.session?.phase !== 'ready' || this.holding) return;
    event.preventDefault();
    void this.openPalette();
  };

  private async openPalette(): Promise<void> {
    const shown = this.renderRoot.querySelector<HcPalette>('hc-palette');
    if (shown !== null) return shown.show();
    await import('../components/hc-palette.ts');
    this.paletteReady = true;
    await this.updateComplete;
    await this.renderRoot.querySelector<HcPalette>('hc-palette')?.show();
  }

  /** Links inside shadow roots: same origin, plain click → history instead of a load. */
  private readonly onLink = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (link === undefined || link.origin !== location.origin || link.target !== '' || link.hasAttribute('download'))
      return;
    event.preventDefault();
    history.pushState(null, '', link.href);
    dispatchEvent(new PopStateEvent('popstate'));
  };
}
