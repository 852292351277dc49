// Printers that fail at the edge of the machine: the ports here are a browser's, with faults put in.
import { describe, expect, it } from 'vitest';
import type { Serial, SerialPort, Usb, UsbDevice } from '../../../client/hardware/device-ports.ts';
import { readHardwareChoice } from '../../../client/hardware/hardware-choice.ts';
import { watchScale } from '../../../client/hardware/serial-scale.ts';
import { inTime } from '../../../client/printing/printer-port.ts';
import { SerialPrinter } from '../../../client/printing/serial-printer.ts';
import { UsbPrinter } from '../../../client/printing/usb-printer.ts';
import { ok } from '../../../shared/foundation/result.ts';

const name = { vendor: 1208, product: 514, place: 0 };
const bytes = new Uint8Array(10_000).fill(7);

function usbWith(fault: Partial<UsbDevice> = {}): {
  readonly usb: Usb;
  readonly taken: number[];
  readonly log: string[];
} {
  const taken: number[] = [];
  const log: string[] = [];
  const note = (what: string) => async (): Promise<void> => {
    log.push(what);
  };
  const device: UsbDevice = {
    vendorId: 1208,
    productId: 514,
    configuration: {
      interfaces: [
        { interfaceNumber: 0, alternates: [{ alternateSetting: 0, interfaceClass: 3, endpoints: [] }] },
        {
          interfaceNumber: 1,
          alternates: [
            {
              alternateSetting: 0,
              interfaceClass: 7,
              endpoints: [
                { endpointNumber: 1, direction: 'in', type: 'bulk' },
                { endpointNumber: 2, direction: 'out', type: 'bulk' },
              ],
            },
          ],
        },
      ],
    },
    open: note('open'),
    close: note('close'),
    selectConfiguration: note('configure'),
    claimInterface: async (number) => {
      log.push(`claim ${number}`);
    },
    releaseInterface: note('release'),
    transferOut: async (endpoint, data) => {
      taken.push(data.length);
      log.push(`out ${endpoint}`);
      return { status: 'ok' };
    },
    ...fault,
  };
  return { usb: { getDevices: async () => [device], requestDevice: async () => device }, taken, log };
}

describe('a printer on USB', () => {
  it('gets all bytes by the way out of its printer interface, and is let go', async () => {
    const { usb, taken, log } = usbWith();
    expect(await new UsbPrinter(name, usb).send(bytes)).toEqual(ok(null));
    expect(taken.reduce((sum, one) => sum + one, 0)).toBe(bytes.length);
    expect(log).toEqual(['open', 'claim 1', 'out 2', 'out 2', 'out 2', 'release', 'close']);
  });

  it('is missing, taken or silent, each with its own words, and closed whatever happened', async () => {
    const code = async (usb: Usb | null, port: typeof name | null = name) => {
      const result = await new UsbPrinter(port, usb).send(bytes);
      return result.ok ? 'ok' : result.error.code;
    };
    expect(await code(null)).toBe('device-unsupported');
    expect(await code(usbWith().usb, null)).toBe('printer-missing');
    expect(await code({ ...usbWith().usb, getDevices: async () => [] })).toBe('printer-missing');
    const refuse = (kind: string) => async () => {
      throw new DOMException('no', kind);
    };
    expect(await code(usbWith({ claimInterface: refuse('NetworkError') }).usb)).toBe('device-taken');
    const stalled = usbWith({ transferOut: async () => ({ status: 'stall' }) });
    expect(await code(stalled.usb)).toBe('printer-silent');
    expect(stalled.log.at(-1)).toBe('close');
  });
});

function serialWith(fault: Partial<SerialPort>): Serial {
  const port: SerialPort = {
    readable: null,
    writable: null,
    getInfo: () => ({ usbVendorId: 1208, usbProductId: 514 }),
    open: async () => undefined,
    close: async () => undefined,
    ...fault,
  };
  return { getPorts: async () => [port], requestPort: async () => port };
}

describe('a printer on a serial line', () => {
  it('gets all bytes', async () => {
    const got: Uint8Array[] = [];
    const writable = new WritableStream<Uint8Array>({
      write(chunk) {
        got.push(chunk);
      },
    });
    expect(await new SerialPrinter(name, 9600, serialWith({ writable })).send(bytes)).toEqual(ok(null));
    expect(got).toEqual([bytes]);
  });

  it('held by another program says so', async () => {
    const open = async () => {
      throw new DOMException('busy', 'NetworkError');
    };
    expect(await new SerialPrinter(name, 9600, serialWith({ open })).send(bytes)).toMatchObject({
      error: { code: 'device-taken' },
    });
  });
});

describe('patience', () => {
  it('ends for a printer that takes nothing: the till goes on', async () => {
    const never = new Promise<never>(() => undefined);
    expect(await inTime(never, 1)).toEqual({ ok: false, error: { code: 'printer-silent' } });
    expect(await inTime(Promise.resolve(ok(null)), 1000)).toEqual(ok(null));
  });
});

describe('a scale on a serial line', () => {
  it('is read until it is let go, and its port is closed', async () => {
    let closed = 0;
    const { promise, resolve } = Promise.withResolvers<number>();
    const readable = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(Uint8Array.from('ST,GS,+  0.768kg\r\n', (char) => char.charCodeAt(0)));
      },
    });
    const close = async () => {
      closed += 1;
    };
    const watch = await watchScale(
      name,
      9600,
      ({ weight }) => resolve(weight),
      () => undefined,
      serialWith({ readable, close }),
    );
    expect(await promise).toBe(768);
    if (watch.ok) await watch.value.stop();
    expect(closed).toBe(1);
  });
});

describe('what a device has chosen', () => {
  it('is read with care: what is not understood is as at first', () => {
    expect(readHardwareChoice(null).printer).toBe('browser');
    expect(readHardwareChoice('{').width).toBe(80);
    expect(readHardwareChoice('{"printer":"usb","width":58}')).toMatchObject({
      printer: 'usb',
      width: 58,
      auto: false,
    });
    expect(readHardwareChoice('{"printer":"telepathy"}').printer).toBe('browser');
  });
});
