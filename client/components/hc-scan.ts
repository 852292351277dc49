/**
 * The camera as a scanner: continuous, the same code not twice within 1.5 s, torch where there is one. Without
 * camera or consent, or offline before the detector was ever fetched, it says so and the page offers pasting instead.
 */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { controls } from '../styles/controls.ts';
import { type CodeDetector, type CodeFormat, loadDetector } from './code-detector.ts';
import { HcElement } from './hc-element.ts';

const pause = 1500;
const ANY: readonly CodeFormat[] = ['ean_13', 'ean_8', 'upc_a', 'upc_e', 'code_128', 'code_39', 'qr_code'];

/** Whether this browser could scan at all: a camera it may use. A detector is found everywhere. */
export const canScan = (): boolean => navigator.mediaDevices !== undefined;

/** Fires `scan-code` with the text; `scan-refused` when the camera cannot be had. */
@customElement('hc-scan')
export class HcScan extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .frame {
        position: relative;
        aspect-ratio: 4 / 3;
        background: var(--hc-sunken);
        border-radius: 10px;
        overflow: hidden;
      }
      video {
        width: 100%;
        height: 100%;
        object-fit: cover;
      }
      .aim {
        position: absolute;
        inset: 15% 20%;
        border: 2px solid var(--hc-primary);
        border-radius: 10px;
      }
      button {
        position: absolute;
        right: 8px;
        bottom: 8px;
      }
    `,
  ];
  /** `qr` for invitations and keys, `any` for goods. */
  @property() mode: 'qr' | 'any' = 'any';
  @state() private refused = false;
  @state() private torch: boolean | null = null;
  @query('video') private video!: HTMLVideoElement;
  private stream: MediaStream | null = null;
  private lastCode = '';
  private lastAt = Number.NEGATIVE_INFINITY;

  override firstUpdated(): void {
    void this.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
  }

  override render() {
    if (this.refused) return html`<p class="muted">${msg('用不了相机。改用粘贴')}</p>`;
    return html`<div class="frame">
      <video muted playsinline aria-label=${msg('相机画面')}></video>
      <span class="aim"></span>
      ${
        this.torch === null
          ? nothing
          : html`<button @click=${this.onTorch} aria-pressed=${this.torch}>${msg('手电')}</button>`
      }
    </div>`;
  }

  private async start(): Promise<void> {
    if (navigator.mediaDevices === undefined) return this.refuse();
    const loading = loadDetector(this.mode === 'qr' ? ['qr_code'] : ANY);
    loading.catch(() => undefined);
    try {
      const video = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } };
      this.stream = await navigator.mediaDevices.getUserMedia({ video });
    } catch {
      return this.refuse();
    }
    this.video.srcObject = this.stream;
    await this.video.play();
    const track = this.stream.getVideoTracks()[0];
    // Firefox has no getCapabilities before 132.
    if (track?.getCapabilities !== undefined && 'torch' in track.getCapabilities()) this.torch = false;
    let detector: CodeDetector;
    try {
      detector = await loading;
    } catch {
      return this.refuse();
    }
    let rested = 0;
    const look = async (now: number): Promise<void> => {
      if (this.stream === null) return;
      if (now < rested) {
        requestAnimationFrame((next) => void look(next));
        return;
      }
      rested = now + detector.restMs;
      const [found] = await detector.detect(this.video).catch(() => []);
      if (found !== undefined) {
        // What stays in view is seen again and again: it counts anew once it has been away.
        const isAgain = found.rawValue === this.lastCode && now - this.lastAt <= pause;
        this.lastCode = found.rawValue;
        this.lastAt = now;
        if (!isAgain) this.emit('scan-code', found.rawValue);
      }
      requestAnimationFrame((next) => void look(next));
    };
    requestAnimationFrame((now) => void look(now));
  }

  private refuse(): void {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.refused = true;
    this.emit('scan-refused', null);
  }

  private async onTorch(): Promise<void> {
    const track = this.stream?.getVideoTracks()[0];
    const torch = this.torch !== true;
    const constraint: MediaTrackConstraintSet & { torch: boolean } = { torch };
    await track?.applyConstraints({ advanced: [constraint] });
    this.torch = torch;
  }
}
