/** A printer on USB: the first bulk way out of its printer interface (class 7), opened for each job and let go again. */
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { deviceError } from '../hardware/device-errors.ts';
import { findUsb, nameOfUsb, type Usb, type UsbDevice, type UsbInterface, usbOf } from '../hardware/device-ports.ts';
import type { PortName } from '../hardware/hardware-choice.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { PrinterPort } from './printer-port.ts';

const PRINTER_CLASS = 7;
const VENDOR_CLASS = 255;
const SLICE = 4096;

/** Must be called from a press: the browser shows its list. */
export async function chooseUsbPrinter(): Promise<Result<PortName, ShownError>> {
  const usb = usbOf();
  if (usb === null) return err({ code: 'device-unsupported' });
  try {
    // Some makers' printers say "vendor's own" instead of "printer".
    const filters = [{ classCode: PRINTER_CLASS }, { classCode: VENDOR_CLASS }];
    return ok(await nameOfUsb(usb, await usb.requestDevice({ filters })));
  } catch (error) {
    return err(deviceError(error, 'device-refused'));
  }
}

export class UsbPrinter implements PrinterPort {
  readonly #name: PortName | null;
  readonly #usb: Usb | null;

  constructor(name: PortName | null, usb: Usb | null = usbOf()) {
    this.#name = name;
    this.#usb = usb;
  }

  async send(bytes: Uint8Array): Promise<Result<null, ShownError>> {
    if (this.#usb === null) return err({ code: 'device-unsupported' });
    const device = this.#name === null ? null : await findUsb(this.#usb, this.#name);
    if (device === null) return err({ code: 'printer-missing' });
    try {
      await device.open();
      if (device.configuration === null) await device.selectConfiguration(1);
      return await transfer(device, bytes);
    } catch (error) {
      return err(deviceError(error, 'printer-silent'));
    } finally {
      await device.close().catch(() => undefined);
    }
  }
}

async function transfer(device: UsbDevice, bytes: Uint8Array): Promise<Result<null, ShownError>> {
  const way = wayOut(device.configuration?.interfaces ?? []);
  if (way === null) return err({ code: 'printer-missing' });
  await device.claimInterface(way.number);
  for (let at = 0; at < bytes.length; at += SLICE) {
    const result = await device.transferOut(way.endpoint, new Uint8Array(bytes.slice(at, at + SLICE)));
    if (result.status !== undefined && result.status !== 'ok') return err({ code: 'printer-silent' });
  }
  await device.releaseInterface(way.number);
  return ok(null);
}

function wayOut(interfaces: readonly UsbInterface[]): { readonly number: number; readonly endpoint: number } | null {
  const ways = interfaces.flatMap(({ interfaceNumber, alternates }) =>
    alternates
      .filter(({ alternateSetting }) => alternateSetting === 0)
      .flatMap(({ interfaceClass, endpoints }) =>
        endpoints
          .filter(({ direction, type }) => direction === 'out' && type === 'bulk')
          .map(({ endpointNumber }) => ({ number: interfaceNumber, endpoint: endpointNumber, interfaceClass })),
      ),
  );
  return ways.find((way) => way.interfaceClass === PRINTER_CLASS) ?? ways[0] ?? null;
}
