/** Tries a scanner: what it sent, how fast, and how it ended; the way to find one that is set up wrongly. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { HcElement } from '../../components/hc-element.ts';
import type { ScanEnd, ScannedCode } from '../../controllers/scan-timing.ts';
import { ScannerController } from '../../controllers/scanner-controller.ts';
import { beep } from '../../controllers/sound.ts';
import { settingsStyles } from './settings-styles.ts';

@customElement('hc-scanner-test')
export class HcScannerTest extends HcElement {
  static override styles = settingsStyles;
  @state() private scan: ScannedCode | null = null;
  @state() private count = 0;
  private readonly scanner = new ScannerController(this, (_code, scan) => this.onScan(scan));

  constructor() {
    super();
    void this.scanner;
  }

  override render() {
    const { scan } = this;
    return html`<h3>${msg('扫码枪')}</h3>
      <p class="hint">${msg('在这一页任意扫一个码，不用点任何地方')}</p>
      <input class="line trial" data-scan-target autocomplete="off" aria-label=${msg('扫码测试')} placeholder=${msg('也可以在这里扫')} />
      <div role="status">
        ${
          scan === null
            ? nothing
            : html`<p class="big num" style="overflow-wrap:anywhere">${scan.code}</p>
              <dl class="facts">
                <dt>${msg('长度')}</dt><dd>${msg(str`${scan.code.length} 个字符`)}</dd>
                <dt>${msg('间隔')}</dt><dd>${this.gaps(scan.gaps)}</dd>
                <dt>${msg('结尾')}</dt><dd>${ends[scan.end]()}</dd>
                <dt>${msg('次数')}</dt><dd>${this.count}</dd>
              </dl>`
        }
      </div>`;
  }

  private gaps(gaps: readonly number[]): string {
    const ms = (value: number): string => String(Math.round(value));
    return msg(str`${ms(Math.min(...gaps))}–${ms(Math.max(...gaps))} 毫秒`);
  }

  private onScan(scan: ScannedCode): void {
    this.scan = scan;
    this.count += 1;
    beep(true);
  }
}

const ends: Readonly<Record<ScanEnd, () => string>> = {
  enter: () => msg('回车'),
  tab: () => 'Tab',
  silence: () => msg('没有后缀。在扫码枪上设成回车更快'),
};
