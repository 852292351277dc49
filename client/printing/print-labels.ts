/** Labels to where this device has its label printer: the browser, or TSPL by USB or network. */
import { html } from 'lit';
import { LABEL_SIZES, type Label } from '../../shared/printing/label.ts';
import { tsplBytes } from '../../shared/printing/tspl.ts';
import { hardwareChoice } from '../hardware/hardware-choice.ts';
import type { Engine } from '../worker/engine-protocol.ts';
import { browserPrint } from './browser-print.ts';
import { labelPage, labelPictures, labelStyles } from './label-page.ts';
import { encodeForPrinter, networkPrinter, type PrintResult, printDesk } from './print-desk.ts';
import { inTime } from './printer-port.ts';
import { UsbPrinter } from './usb-printer.ts';

/** All of one form. A printer takes some time for many labels: patience grows with them. */
export function printLabels(
  engine: Engine,
  labels: readonly { readonly label: Label; readonly copies: number }[],
): Promise<PrintResult> {
  return printDesk.run('labels', async (started) => {
    const choice = hardwareChoice();
    if (choice.labels !== 'browser') {
      const bytes = tsplBytes(labels, encodeForPrinter);
      const port =
        choice.labels === 'usb' ? new UsbPrinter(choice.labelUsb) : networkPrinter(engine, choice.labelAddress);
      started();
      return inTime(port.send(bytes), 15_000 + labels.length * 500);
    }
    const pictures = await labelPictures(labels.map(({ label }) => label));
    const pages = labels.flatMap(({ label, copies }) =>
      Array.from({ length: copies }, () => labelPage(label, pictures)),
    );
    const size = LABEL_SIZES[labels[0]?.label.form ?? 'label'];
    started();
    return browserPrint({
      content: html`${pages}`,
      styles: labelStyles,
      paper: { width: size.width, height: size.height, margin: 0 },
    });
  });
}
