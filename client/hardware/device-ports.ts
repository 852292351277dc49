/**
 * Web Serial and WebUSB as far as printers and scales need them: TypeScript's DOM has neither. Both exist only in
 * Chromium, over https, and hand out a device only after somebody chose it in the browser's own list.
 */
import type { PortName } from './hardware-choice.ts';

export interface SerialPort {
  readonly readable: ReadableStream<Uint8Array> | null;
  readonly writable: WritableStream<Uint8Array> | null;
  getInfo(): { readonly usbVendorId?: number; readonly usbProductId?: number };
  open(options: { readonly baudRate: number }): Promise<void>;
  close(): Promise<void>;
}
export interface Serial {
  getPorts(): Promise<readonly SerialPort[]>;
  requestPort(): Promise<SerialPort>;
}

export interface UsbEndpoint {
  readonly endpointNumber: number;
  readonly direction: 'in' | 'out';
  readonly type: 'bulk' | 'interrupt' | 'isochronous';
}
export interface UsbInterface {
  readonly interfaceNumber: number;
  readonly alternates: readonly {
    readonly alternateSetting: number;
    readonly interfaceClass: number;
    readonly endpoints: readonly UsbEndpoint[];
  }[];
}
export interface UsbDevice {
  readonly vendorId: number;
  readonly productId: number;
  readonly configuration: { readonly interfaces: readonly UsbInterface[] } | null;
  open(): Promise<void>;
  close(): Promise<void>;
  selectConfiguration(value: number): Promise<void>;
  claimInterface(number: number): Promise<void>;
  releaseInterface(number: number): Promise<void>;
  transferOut(endpoint: number, data: Uint8Array<ArrayBuffer>): Promise<{ readonly status?: string }>;
}
export interface Usb {
  getDevices(): Promise<readonly UsbDevice[]>;
  requestDevice(options: { readonly filters: readonly { readonly classCode?: number }[] }): Promise<UsbDevice>;
}

/** `null` where the browser has none. */
export function serialOf(place: object = navigator): Serial | null {
  const found: unknown = Reflect.get(place, 'serial');
  return typeof found === 'object' && found !== null ? (found as Serial) : null;
}
export function usbOf(place: object = navigator): Usb | null {
  const found: unknown = Reflect.get(place, 'usb');
  return typeof found === 'object' && found !== null ? (found as Usb) : null;
}

const makeOf = (port: SerialPort): { readonly vendor: number | null; readonly product: number | null } => {
  const { usbVendorId, usbProductId } = port.getInfo();
  return { vendor: usbVendorId ?? null, product: usbProductId ?? null };
};

/** The name by which a port just chosen is found again. */
export async function nameOfSerial(serial: Serial, port: SerialPort): Promise<PortName> {
  const make = makeOf(port);
  const alike = (await serial.getPorts()).filter((one) => sameMake(makeOf(one), make));
  return { ...make, place: Math.max(0, alike.indexOf(port)) };
}

export async function findSerial(serial: Serial, name: PortName): Promise<SerialPort | null> {
  const alike = (await serial.getPorts()).filter((one) => sameMake(makeOf(one), name));
  return alike[name.place] ?? alike[0] ?? null;
}

export async function nameOfUsb(usb: Usb, device: UsbDevice): Promise<PortName> {
  const make = { vendor: device.vendorId, product: device.productId };
  const alike = (await usb.getDevices()).filter((one) =>
    sameMake({ vendor: one.vendorId, product: one.productId }, make),
  );
  return { ...make, place: Math.max(0, alike.indexOf(device)) };
}

export async function findUsb(usb: Usb, name: PortName): Promise<UsbDevice | null> {
  const alike = (await usb.getDevices()).filter((one) =>
    sameMake({ vendor: one.vendorId, product: one.productId }, name),
  );
  return alike[name.place] ?? alike[0] ?? null;
}

interface Make {
  readonly vendor: number | null;
  readonly product: number | null;
}
const sameMake = (one: Make, other: Make): boolean => one.vendor === other.vendor && one.product === other.product;
