/**
 * Stands over all pages of a shared terminal: the lock screen, and somebody's PIN for one action. Both are modal, so
 * nothing beneath is reached by tap or Tab; keys are heard here before any page hears them, and go no further then.
 * Stands first in its parent, so that it listens first.
 */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { HcElement } from '../../components/hc-element.ts';
import type { AuthoriseRequest } from '../../controllers/ask-authority.ts';
import { CommandController } from '../../controllers/command-controller.ts';
import { IdleLock } from '../../controllers/idle-lock.ts';
import { WatchController } from '../../controllers/watch-controller.ts';
import type { HcAuthorise } from './hc-authorise.ts';
import type { HcLockScreen } from './hc-lock-screen.ts';

@customElement('hc-terminal-guard')
export class HcTerminalGuard extends HcElement {
  static override styles = css`
    :host {
      display: contents;
    }
    dialog {
      padding: 0;
      border: 0;
      color: var(--hc-text);
    }
    .lock {
      inset: 0;
      width: 100vw;
      height: 100dvh;
      max-width: none;
      max-height: none;
      background: var(--hc-canvas);
    }
    .spot {
      width: min(372px, calc(100vw - 32px));
      max-height: calc(100dvh - 32px);
      border-radius: 10px;
      overflow: auto;
      background: var(--hc-surface);
      box-shadow: var(--hc-shadow), var(--hc-ring);
    }
    .spot::backdrop {
      background: var(--hc-scrim);
    }
  `;
  private readonly terminal = new WatchController(this, 'terminal', () => null);
  private readonly command = new CommandController(this);
  private readonly idle = new IdleLock(
    this,
    () => (this.terminal.view?.shared === true ? this.terminal.view.autoLock : 0),
    () => this.lock(),
  );
  @state() private request: AuthoriseRequest | null = null;
  @query('.lock') private lockDialog!: HTMLDialogElement;
  @query('.spot') private spotDialog!: HTMLDialogElement;
  @query('hc-lock-screen') private screen: HcLockScreen | null | undefined;
  @query('hc-authorise') private authorise: HcAuthorise | null | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.idle;
    addEventListener('keydown', this.onKey, { capture: true });
    addEventListener('authorise', this.onAuthorise);
    addEventListener('terminal-lock', this.onLock);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.onKey, { capture: true });
    removeEventListener('authorise', this.onAuthorise);
    removeEventListener('terminal-lock', this.onLock);
  }

  override updated(): void {
    this.show(this.spotDialog, this.request !== null && !this.locked);
    this.show(this.lockDialog, this.locked);
    if (this.locked) {
      void import('./hc-lock-screen.ts');
      this.done(null);
    }
  }

  override render() {
    return html`
      <dialog class="spot" aria-labelledby="heading" @close=${() => this.done(null)}>
        ${
          this.request === null
            ? nothing
            : html`<hc-authorise
                .request=${this.request}
                @authorise-done=${(event: CustomEvent<string | null>) => this.done(event.detail)}
              ></hc-authorise>`
        }
      </dialog>
      <dialog class="lock" @cancel=${(event: Event) => event.preventDefault()} @close=${() => this.requestUpdate()}>
        ${this.locked ? html`<hc-lock-screen .terminal=${this.terminal.view}></hc-lock-screen>` : nothing}
      </dialog>
    `;
  }

  private get locked(): boolean {
    return this.terminal.view?.locked === true;
  }

  private lock(): void {
    if (this.terminal.view?.shared === true && !this.locked) void this.command.does('lockTerminal', null);
  }

  private show(dialog: HTMLDialogElement, open: boolean): void {
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }

  private done(member: string | null): void {
    const { request } = this;
    if (request === null) return;
    this.request = null;
    if (member === null) request.refuse();
    else request.allow(member);
  }

  private readonly onLock = (): void => this.lock();

  private readonly onAuthorise = (event: Event): void => {
    if (!(event instanceof CustomEvent) || this.terminal.view === undefined) return;
    if (this.terminal.view.faces.length < 2 || this.request !== null) return;
    event.preventDefault();
    void import('./hc-authorise.ts');
    this.request = event.detail as AuthoriseRequest;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (!this.locked && this.request === null) return;
    event.stopImmediatePropagation();
    if (this.locked) this.screen?.hear(event);
    else if (event.key === 'Escape') return;
    else if (this.authorise?.press(event.key === 'Backspace' ? 'back' : event.key) === true) event.preventDefault();
  };
}
