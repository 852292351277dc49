/** A printer on a serial line: opened for each job, so that another program may use it in between. */
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { deviceError } from '../hardware/device-errors.ts';
import { findSerial, nameOfSerial, type Serial, serialOf } from '../hardware/device-ports.ts';
import type { PortName } from '../hardware/hardware-choice.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { PrinterPort } from './printer-port.ts';

/** Must be called from a press: the browser shows its list. Printers and scales are chosen alike. */
export async function chooseSerialPort(): Promise<Result<PortName, ShownError>> {
  const serial = serialOf();
  if (serial === null) return err({ code: 'device-unsupported' });
  try {
    return ok(await nameOfSerial(serial, await serial.requestPort()));
  } catch (error) {
    return err(deviceError(error, 'device-refused'));
  }
}

export class SerialPrinter implements PrinterPort {
  readonly #name: PortName | null;
  readonly #baudRate: number;
  readonly #serial: Serial | null;

  constructor(name: PortName | null, baudRate: number, serial: Serial | null = serialOf()) {
    this.#name = name;
    this.#baudRate = baudRate;
    this.#serial = serial;
  }

  async send(bytes: Uint8Array): Promise<Result<null, ShownError>> {
    if (this.#serial === null) return err({ code: 'device-unsupported' });
    const port = this.#name === null ? null : await findSerial(this.#serial, this.#name);
    if (port === null) return err({ code: 'printer-missing' });
    try {
      await port.open({ baudRate: this.#baudRate });
      const writer = port.writable?.getWriter();
      if (writer === undefined) return err({ code: 'printer-silent' });
      try {
        await writer.write(bytes);
        await writer.close();
      } finally {
        writer.releaseLock();
      }
      return ok(null);
    } catch (error) {
      return err(deviceError(error, 'printer-silent'));
    } finally {
      await port.close().catch(() => undefined);
    }
  }
}
