/** Whether something is printing, and what became of the last job: for the pane that offers to print it again. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { printDesk } from '../printing/print-desk.ts';
import type { ShownError } from '../worker/engine-protocol.ts';

export class PrintState implements ReactiveController {
  private readonly host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.host = host;
    host.addController(this);
  }
  hostConnected(): void {
    printDesk.addEventListener('change', this.onChange);
  }
  hostDisconnected(): void {
    printDesk.removeEventListener('change', this.onChange);
  }

  busy(subject: string): boolean {
    return printDesk.busy && printDesk.subject === subject;
  }
  error(subject: string): ShownError | null {
    return printDesk.subject === subject ? printDesk.error : null;
  }

  private readonly onChange = (): void => this.host.requestUpdate();
}
