/** A scale on a serial line: reads as long as somebody looks, and lets go of the port when nobody does. */
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import { deviceError } from './device-errors.ts';
import { findSerial, type Serial, type SerialPort, serialOf } from './device-ports.ts';
import type { PortName } from './hardware-choice.ts';
import { ScaleReader, type ScaleReading } from './scale-frames.ts';

export interface ScaleWatch {
  stop(): Promise<void>;
}

/** `show` hears each reading; `failed` once, when the scale is gone. Errors: `device-unsupported`, `device-taken`, `scale-silent`. */
export async function watchScale(
  name: PortName | null,
  baudRate: number,
  show: (reading: ScaleReading) => void,
  failed: (error: ShownError) => void,
  serial: Serial | null = serialOf(),
): Promise<Result<ScaleWatch, ShownError>> {
  if (serial === null) return err({ code: 'device-unsupported' });
  const port = name === null ? null : await findSerial(serial, name);
  if (port === null) return err({ code: 'scale-silent' });
  try {
    await port.open({ baudRate });
  } catch (error) {
    return err(deviceError(error, 'scale-silent'));
  }
  const reader = port.readable?.getReader();
  if (reader === undefined) return err({ code: 'scale-silent' });
  const reading = readAll(port, reader, show).catch((error: unknown) => failed(deviceError(error, 'scale-silent')));
  return ok({
    async stop() {
      await reader.cancel().catch(() => undefined);
      await reading;
    },
  });
}

async function readAll(
  port: SerialPort,
  reader: ReadableStreamDefaultReader<Uint8Array>,
  show: (reading: ScaleReading) => void,
): Promise<void> {
  const frames = new ScaleReader();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      // Of many at once only the newest matters: a scale sends ten a second.
      const last = frames.push(value).at(-1);
      if (last !== undefined) show(last);
    }
  } finally {
    reader.releaseLock();
    await port.close().catch(() => undefined);
  }
}
