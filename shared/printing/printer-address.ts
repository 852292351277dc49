/**
 * Addresses of network printers: an IPv4 address and a port, no names, so that nobody's name server decides where a
 * shop's bytes go (PRINT-16). Printers take raw bytes on 9100; servers with several sockets count on from there.
 */

export const PRINTER_ADDRESS =
  /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d):(?:6553[0-5]|655[0-2]\d|65[0-4]\d\d|6[0-4]\d{3}|[1-5]?\d{1,4})$/;

export interface PrinterAddress {
  readonly host: string;
  readonly port: number;
}

/** `192.168.1.50` or `192.168.1.50:9100` → the address with its port; `null` when it is none. */
export function readPrinterAddress(text: string): PrinterAddress | null {
  const plain = text.trim();
  const full = plain.includes(':') ? plain : `${plain}:9100`;
  if (!PRINTER_ADDRESS.test(full)) return null;
  const [host = '', port = ''] = full.split(':');
  return Number(port) === 0 ? null : { host, port: Number(port) };
}

export const showPrinterAddress = ({ host, port }: PrinterAddress): string => `${host}:${port}`;

/** PRINT-16: a printer on a private network, on a port that printers have. */
export function isLanPrinter({ host, port }: PrinterAddress): boolean {
  const [a = 0, b = 0] = host.split('.').map(Number);
  const lan = a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168) || (a === 169 && b === 254);
  return lan && port >= 9100 && port <= 9109;
}
