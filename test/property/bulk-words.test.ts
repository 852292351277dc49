/** Words of part texts are spelled once in a bulk and come out byte for byte (shared/protocol/bulk-words.ts). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeText } from '../../relay/platform/node-crypto.ts';
import { ByteReader, ByteWriter, MalformedBytes } from '../../shared/commit/codec.ts';
import { LIMITS } from '../../shared/commit/limits.ts';
import { WordReader, WordWriter } from '../../shared/protocol/bulk-words.ts';

function columns() {
  const words = new ByteWriter(nodeText);
  const spelled = new ByteWriter(nodeText);
  const reader = () =>
    new WordReader(new ByteReader(words.finish(), nodeText), new ByteReader(spelled.finish(), nodeText));
  return { words, spelled, writer: new WordWriter(words, spelled), reader };
}

const word = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('12345678', 'TcEwK-fB7OhtaYtG.0000000401', '长风清香洗衣液807克', 'short') },
  fc.string({ unit: 'grapheme', maxLength: 120 }),
);
const text = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(fc.record({ id: word, name: word }), { maxLength: 6 }).map((all) => JSON.stringify(all)),
  },
  fc
    .array(fc.constantFrom('"', 'abcdefgh', '"abcdefgh"', ',', ']', '\\', '\u0001', '}'), { maxLength: 12 })
    .map((all) => all.join('')),
);

describe('words of a bulk', () => {
  it('PROTO-19: every text comes back byte for byte, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 30 }), (texts) => {
        const { writer, reader } = columns();
        const marked = texts.map((one) => writer.mark(one));
        const back = reader();
        expect(marked.map((one, i) => (one === null ? texts[i] : back.unmark(one)))).toEqual(texts);
      }),
      { seed: 20261125, numRuns: 1000 },
    );
  });

  it('PROTO-19: they come back when there are more of them than the table holds', () => {
    const { writer, reader } = columns();
    const texts = Array.from({ length: 70_000 }, (_, i) => `["word number ${i}","word number ${(i * 7) % 70_000}"]`);
    const marked = texts.map((one) => writer.mark(one) ?? '');
    const back = reader();
    expect(marked.map((one) => back.unmark(one))).toEqual(texts);
  });

  it('PROTO-21: a few marks do not unfold to more than a part may hold, nor name a word that was never spelled', () => {
    const bomb = columns();
    const marks = 2 * Math.ceil(LIMITS.partBytes / 102);
    bomb.words.varint(0);
    bomb.spelled.text(`"${'x'.repeat(100)}"`);
    for (let i = 1; i < marks; i++) bomb.words.varint(2);
    expect(() => bomb.reader().unmark('\u0001'.repeat(marks))).toThrow(MalformedBytes);
    for (const code of [1, 2, 17, 18, 1_000_000]) {
      const { words, reader } = columns();
      words.varint(code);
      expect(() => reader().unmark('\u0001')).toThrow(MalformedBytes);
    }
  });
});
