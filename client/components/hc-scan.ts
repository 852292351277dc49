/**
 * The camera as a scanner: continuous, the same code not twice within 1.5 s, torch where there is one. Without
 * BarcodeDetector, camera or consent it says so and the page offers pasting instead.
 */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { controls } from '../styles/controls.ts';
import { HcElement } from './hc-element.ts';

interface Detected {
  readonly rawValue: string;
}
interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly Detected[]>;
}
type DetectorClass = new (options: { formats: readonly string[] }) => Detector;

const pause = 1500;

function detectorClass(): DetectorClass | null {
  const found: unknown = Reflect.get(globalThis, 'BarcodeDetector');
  return typeof found === 'function' ? (found as DetectorClass) : null;
}

/** Whether this browser could scan at all: a detector and a camera. */
export const canScan = (): boolean => detectorClass() !== null && navigator.mediaDevices !== undefined;

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
    const Detector = detectorClass();
    if (Detector === null || navigator.mediaDevices === undefined) return this.refuse();
    try {
      const video = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } };
      this.stream = await navigator.mediaDevices.getUserMedia({ video });
    } catch {
      return this.refuse();
    }
    this.video.srcObject = this.stream;
    await this.video.play();
    const track = this.stream.getVideoTracks()[0];
    if (track !== undefined && 'torch' in track.getCapabilities()) this.torch = false;
    const formats =
      this.mode === 'qr' ? ['qr_code'] : ['ean_13', 'ean_8', 'upc_a', 'upc_e', 'code_128', 'code_39', 'qr_code'];
    const detector = new Detector({ formats });
    const look = async (now: number): Promise<void> => {
      if (this.stream === null) return;
      const [found] = await detector.detect(this.video).catch(() => []);
      if (found !== undefined && (found.rawValue !== this.lastCode || now - this.lastAt > pause)) {
        this.lastCode = found.rawValue;
        this.lastAt = now;
        this.emit('scan-code', found.rawValue);
      }
      requestAnimationFrame((next) => void look(next));
    };
    requestAnimationFrame((now) => void look(now));
  }

  private refuse(): void {
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
