/**
 * Printing, one job after the other, beside the sale and never before it: whoever sells does not wait. The last job's
 * outcome stays until the next one, so that the pane that shows a ticket can say that its paper did not come.
 */
import type { Result } from '../../shared/foundation/result.ts';
import { err, ok } from '../../shared/foundation/result.ts';
import { drawerBytes, escPosBytes } from '../../shared/printing/esc-pos.ts';
import { gb18030Encoder } from '../../shared/printing/gb18030.ts';
import { layOut } from '../../shared/printing/lay-out.ts';
import { COLUMNS, type Paper } from '../../shared/printing/paper.ts';
import { type HardwareChoice, hardwareChoice } from '../hardware/hardware-choice.ts';
import type { Engine, ShownError } from '../worker/engine-protocol.ts';
import { browserPrint } from './browser-print.ts';
import { PRINTED, paperPage, paperStyles, qrPictures } from './paper-page.ts';
import { inTime, PATIENCE_MS, type PrinterPort } from './printer-port.ts';
import { SerialPrinter } from './serial-printer.ts';
import { UsbPrinter } from './usb-printer.ts';

export type PrintResult = Result<null, ShownError>;

/** The relay waits for the printer as well: a little longer than it does. */
const NETWORK_PATIENCE_MS = 14_000;

export const encodeForPrinter = gb18030Encoder((bytes) => new TextDecoder('gb18030').decode(bytes));

class PrintDesk extends EventTarget {
  /** Ticket, or another name, of what was printed last. */
  subject = '';
  busy = false;
  error: ShownError | null = null;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Runs after the jobs before it; the time from asking to the first byte handed over is measured as `hecang-print`.
   * A failure is kept in `error` and given back, never thrown.
   */
  run(subject: string, job: (started: () => void) => Promise<PrintResult>): Promise<PrintResult> {
    const asked = performance.now();
    const mine = this.#last.then(async () => {
      this.#tell({ subject, busy: true, error: null });
      const started = (): void => {
        performance.measure('hecang-print', { start: asked, end: performance.now() });
      };
      const result = await job(started).catch(
        (error: unknown): PrintResult =>
          err({ code: 'printer-silent', detail: error instanceof Error ? error.message : String(error) }),
      );
      this.#tell({ subject, busy: false, error: result.ok ? null : result.error });
      return result;
    });
    this.#last = mine;
    return mine;
  }

  #tell(state: { readonly subject: string; readonly busy: boolean; readonly error: ShownError | null }): void {
    Object.assign(this, state);
    this.dispatchEvent(new Event('change'));
  }
}

export const printDesk = new PrintDesk();

/** Prints a paper as this device has chosen. `paper` may answer why there is none; `drawer`: cash goes in or out. */
export function printPaper(
  engine: Engine,
  subject: string,
  paper: () => Promise<Paper | ShownError>,
  drawer: boolean,
): Promise<PrintResult> {
  return printDesk.run(subject, async (started) => {
    const choice = hardwareChoice();
    if (choice.printer === 'none') return err({ code: 'printer-missing' });
    const blocks = await paper();
    if ('code' in blocks) return err(blocks);
    if (choice.printer === 'browser') {
      const page = paperPage(blocks, choice.width, await qrPictures(blocks));
      started();
      const margin = (choice.width - PRINTED[choice.width]) / 2;
      return browserPrint({ content: page, styles: paperStyles, paper: { width: choice.width, height: null, margin } });
    }
    const lines = layOut(blocks, COLUMNS[choice.width]);
    const bytes = escPosBytes({ lines, drawer: drawer && choice.drawer }, encodeForPrinter);
    started();
    return sendBytes(engine, choice, bytes);
  });
}

/** Opens the cash drawer without paper; `printer-missing` where it hangs on nothing that takes bytes. */
export function openDrawer(engine: Engine): Promise<PrintResult> {
  return printDesk.run('drawer', async (started) => {
    const choice = hardwareChoice();
    if (choice.printer === 'none' || choice.printer === 'browser') return err({ code: 'printer-missing' });
    started();
    return sendBytes(engine, choice, drawerBytes());
  });
}

function sendBytes(engine: Engine, choice: HardwareChoice, bytes: Uint8Array): Promise<PrintResult> {
  const patience = choice.printer === 'network' ? NETWORK_PATIENCE_MS : PATIENCE_MS;
  return inTime(portOf(engine, choice).send(bytes), patience);
}

function portOf(engine: Engine, choice: HardwareChoice): PrinterPort {
  if (choice.printer === 'usb') return new UsbPrinter(choice.usb);
  if (choice.printer === 'serial') return new SerialPrinter(choice.serial, choice.baud);
  return networkPrinter(engine, choice.address);
}

export function networkPrinter(engine: Engine, address: string): PrinterPort {
  return {
    async send(bytes) {
      if (address === '') return err({ code: 'printer-missing' });
      const result = await engine.run('printBytes', { address, bytes });
      return result.ok ? ok(null) : result;
    },
  };
}
