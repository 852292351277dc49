/** The scale's reading for a component: read while it is on screen, let go when it leaves. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { hardwareChoice } from '../hardware/hardware-choice.ts';
import type { ScaleReading } from '../hardware/scale-frames.ts';
import { type ScaleWatch, watchScale } from '../hardware/serial-scale.ts';
import type { ShownError } from '../worker/engine-protocol.ts';

export class ScaleController implements ReactiveController {
  reading: ScaleReading | null = null;
  error: ShownError | null = null;
  on = false;
  private watch: ScaleWatch | null = null;
  private readonly host: ReactiveControllerHost;
  private readonly atOnce: boolean;

  /** `atOnce`: begins by itself where a scale is chosen. */
  constructor(host: ReactiveControllerHost, atOnce: boolean) {
    this.host = host;
    this.atOnce = atOnce;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.atOnce && hardwareChoice().scale !== null) void this.start();
  }
  hostDisconnected(): void {
    void this.stop();
  }

  async start(): Promise<void> {
    if (this.on) return;
    this.tell({ on: true, error: null });
    const { scale, scaleBaud } = hardwareChoice();
    const show = (reading: ScaleReading): void => this.tell({ reading });
    const begun = await watchScale(scale, scaleBaud, show, (error) => this.tell({ on: false, error }));
    if (!begun.ok) this.tell({ on: false, error: begun.error });
    else if (this.on) this.watch = begun.value;
    else await begun.value.stop();
  }

  async stop(): Promise<void> {
    this.tell({ on: false, reading: null });
    const { watch } = this;
    this.watch = null;
    await watch?.stop();
  }

  fail(error: ShownError): void {
    this.tell({ error });
  }

  private tell(change: Partial<Pick<ScaleController, 'reading' | 'error' | 'on'>>): void {
    Object.assign(this, change);
    this.host.requestUpdate();
  }
}
