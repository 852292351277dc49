/**
 * Raw bytes to printers over TCP, one job at a time each: two receipts at once would come out line by line mixed. A
 * printer that does not take the bytes in time is `silent`; nothing is kept for it, the till asks again.
 */
import { connect } from 'node:net';
import { type PrinterAddress, showPrinterAddress } from '../../shared/printing/printer-address.ts';

/** `silent`: nobody there, or the bytes were not taken. `busy`: too many jobs wait for this printer. */
export type PrintOutcome = 'sent' | 'silent' | 'busy';

export interface PrinterLine {
  send(address: PrinterAddress, bytes: Uint8Array): Promise<PrintOutcome>;
}

export const CONNECT_MS = 3_000;
export const TAKE_MS = 8_000;
const MOST_WAITING = 8;

export class TcpPrinterLine implements PrinterLine {
  readonly #waiting = new Map<string, { jobs: number; last: Promise<unknown> }>();

  async send(address: PrinterAddress, bytes: Uint8Array): Promise<PrintOutcome> {
    const key = showPrinterAddress(address);
    const before = this.#waiting.get(key) ?? { jobs: 0, last: Promise.resolve() };
    if (before.jobs >= MOST_WAITING) return 'busy';
    before.jobs += 1;
    this.#waiting.set(key, before);
    const mine = before.last.then(() => sendNow(address, bytes));
    before.last = mine;
    const outcome = await mine;
    before.jobs -= 1;
    if (before.jobs === 0) this.#waiting.delete(key);
    return outcome;
  }
}

/** Settles in any case: a printer that holds the socket open after it has taken everything has still taken it. */
function sendNow({ host, port }: PrinterAddress, bytes: Uint8Array): Promise<PrintOutcome> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    let taken = false;
    const timer = setTimeout(() => socket.destroy(), CONNECT_MS);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.setTimeout(TAKE_MS, () => socket.destroy());
      socket.end(bytes);
    });
    // What a printer says is thrown away, but must be read, or its end never comes.
    socket.resume();
    socket.once('finish', () => {
      taken = true;
      socket.setTimeout(1_000);
    });
    socket.on('error', () => {
      taken = false;
    });
    socket.once('close', () => {
      clearTimeout(timer);
      resolve(taken ? 'sent' : 'silent');
    });
  });
}
