/**
 * What is plugged into this device: printer, drawer, scale, customer's screen. A browser grants a USB or serial device to
 * this profile on this machine alone, so the choice is the device's, not the shop's; a register is such a device. Kept in
 * localStorage: it must be known before the engine is.
 */
import * as v from 'valibot';

const port = v.object({
  vendor: v.nullable(v.number()),
  product: v.nullable(v.number()),
  /** Among granted ports of the same make, this one; two adapters of one kind are told apart by nothing else. */
  place: v.number(),
});
/** A serial port or USB device as the browser will find it again. */
export type PortName = v.InferOutput<typeof port>;

const shape = v.object({
  printer: v.picklist(['none', 'browser', 'usb', 'serial', 'network']),
  width: v.picklist([58, 80]),
  auto: v.boolean(),
  drawer: v.boolean(),
  address: v.string(),
  usb: v.nullable(port),
  serial: v.nullable(port),
  baud: v.number(),
  labels: v.picklist(['browser', 'usb', 'network']),
  labelAddress: v.string(),
  labelUsb: v.nullable(port),
  scale: v.nullable(port),
  scaleBaud: v.number(),
});
export type HardwareChoice = v.InferOutput<typeof shape>;

export const FIRST_CHOICE: HardwareChoice = {
  printer: 'browser',
  width: 80,
  auto: false,
  drawer: false,
  address: '',
  usb: null,
  serial: null,
  baud: 9600,
  labels: 'browser',
  labelAddress: '',
  labelUsb: null,
  scale: null,
  scaleBaud: 9600,
};

const key = 'hecang.hardware';
let current: HardwareChoice | null = null;

export function hardwareChoice(): HardwareChoice {
  current ??= readHardwareChoice(kept());
  return current;
}

export function changeHardware(change: Partial<HardwareChoice>): HardwareChoice {
  current = { ...hardwareChoice(), ...change };
  try {
    localStorage.setItem(key, JSON.stringify(current));
  } catch {
    // A browser that keeps nothing still uses the choice until it closes.
  }
  return current;
}

/** Reads what was kept, field by field: what is unreadable is as at first. */
export function readHardwareChoice(text: string | null): HardwareChoice {
  let found: unknown = null;
  try {
    found = text === null ? null : JSON.parse(text);
  } catch {
    return FIRST_CHOICE;
  }
  if (typeof found !== 'object' || found === null) return FIRST_CHOICE;
  const read = v.safeParse(shape, { ...FIRST_CHOICE, ...found });
  return read.success ? read.output : FIRST_CHOICE;
}

function kept(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
