/**
 * One picture by hash: from this device, else from the relay, else a quiet empty place that fills when the network is
 * back. Fetched only when it is on screen.
 */
import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { engineContext } from '../contexts/engine-context.ts';
import { pictureUrl } from '../controllers/picture-urls.ts';
import type { BlobContent, Engine } from '../worker/engine-protocol.ts';
import { HcElement } from './hc-element.ts';

@customElement('hc-picture')
export class HcPicture extends HcElement {
  static override styles = css`
    :host {
      display: block;
      overflow: hidden;
      background: var(--hc-sunken);
      border-radius: 4px;
    }
    img {
      display: block;
      width: 100%;
      height: 100%;
      object-fit: cover;
    }
    :host([whole]) img {
      object-fit: contain;
    }
  `;
  @consume({ context: engineContext, subscribe: true })
  @state()
  private engine: Engine | undefined;
  @property({ attribute: false }) blob: BlobContent | undefined;
  @property() alt = '';
  @property({ type: Boolean, reflect: true }) whole = false;
  @state() private url: string | null = null;
  private shown = '';
  private isSeen = false;
  private observer: IntersectionObserver | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('online', this.again);
    this.observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      this.isSeen = true;
      this.again();
    });
    this.observer.observe(this);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('online', this.again);
    this.observer?.disconnect();
    this.isSeen = false;
  }

  override willUpdate(): void {
    const hash = this.blob?.hash ?? '';
    if (hash === this.shown) return;
    this.shown = hash;
    this.url = null;
    this.again();
  }

  override render() {
    return this.url === null
      ? nothing
      : html`<img src=${this.url} alt=${this.alt} decoding="async" draggable="false" />`;
  }

  private readonly again = (): void => {
    const { engine, blob } = this;
    if (engine === undefined || blob === undefined || this.url !== null || !this.isSeen) return;
    void pictureUrl(engine, blob).then((url) => {
      if (this.blob?.hash === blob.hash) this.url = url;
    });
  };
}
