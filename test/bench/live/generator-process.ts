/** The load generator's process seen from the measuring one: orders go in, reports come out. */
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { LoadOrder, LoadReport } from './load-protocol.ts';

type ReportOf<Name extends LoadReport['report']> = Extract<LoadReport, { readonly report: Name }>;

export class GeneratorProcess {
  readonly #child: ChildProcess;

  constructor() {
    this.#child = fork(path.join(import.meta.dirname, 'load-generator.ts'), [], {
      execArgv: ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=64'],
      // Typed arrays and big reports pass faster this way than as JSON.
      serialization: 'advanced',
    });
    this.#child.setMaxListeners(50);
  }

  give(order: LoadOrder): void {
    this.#child.send(order);
  }

  /** The next report of that name; rejects when the generator fails or dies first. */
  next<Name extends LoadReport['report']>(name: Name): Promise<ReportOf<Name>> {
    return new Promise((resolve, reject) => {
      const done = () => {
        this.#child.off('message', read);
        this.#child.off('exit', died);
      };
      const died = () => {
        done();
        reject(new Error('the load generator has ended'));
      };
      const read = (report: LoadReport) => {
        if (report.report === 'failed') {
          done();
          reject(new Error(report.reason));
        } else if (report.report === name) {
          done();
          resolve(report as ReportOf<Name>);
        }
      };
      this.#child.on('message', read);
      this.#child.on('exit', died);
    });
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => this.#child.once('exit', () => resolve()));
    this.#child.kill('SIGKILL');
    await gone;
  }
}
