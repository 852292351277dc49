// What the browser runs of the verdict vectors: bundled into one script by verdict-vectors.spec.ts, told the file's text, answers what differs.
import { readVectorFile } from '../../../shared/policy/vector-file.ts';
import { BACKWARDS, engineMismatches, FORWARDS, shuffleOf } from '../../../shared/policy/vector-run.ts';

declare global {
  interface Window {
    judgeVectors(
      text: string,
      shuffles: number,
    ): { readonly vectors: number; readonly orders: number; readonly lines: readonly string[] };
  }
}

window.judgeVectors = (text, shuffles) => {
  const vectors = readVectorFile(text);
  const orders = [FORWARDS, BACKWARDS, ...Array.from({ length: shuffles }, (_, seed) => shuffleOf(seed))];
  const lines = vectors.flatMap((vector) =>
    orders.flatMap((order) =>
      [false, true].flatMap((stepwise) =>
        engineMismatches(vector, order, stepwise).map((line) => `${vector.name}: ${line}`),
      ),
    ),
  );
  return { vectors: vectors.length, orders: orders.length, lines };
};
