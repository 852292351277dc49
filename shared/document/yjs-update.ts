/**
 * Texts → Yjs update, written by hand (design.md §3): Yjs never reads a byte that somebody else wrote. A replica gets
 * texts, builds the update itself and applies that. One closed shape, Yjs's v1 format:
 *
 *   update   1 · count of structs · client · first clock · structs · deletions
 *   struct   8 (ContentAny) or 1 (ContentDeleted), + 0x80 with an origin: client · clock of the item before
 *            without an origin (first of its root array): 1 · name of the root array
 *            ContentAny: length · length × (119 · text)      ContentDeleted: length
 *
 * The bytes equal those of Yjs's own `push` for the same items, and those of `encodeStateAsUpdate` of the merged run;
 * a property test holds them against Yjs. `null` stands for an erased text, the only deletion there is.
 */
import { ByteWriter } from '../commit/codec.ts';
import type { TextCodec } from '../foundation/text-codec.ts';
import { SEGMENT_LENGTH } from './segment.ts';

const CONTENT_DELETED = 1;
const CONTENT_ANY = 8;
const HAS_ORIGIN = 0x80;
const ANY_STRING = 119;

export interface RunUpdate {
  /** Yjs client id of the run. */
  readonly client: number;
  /** Number of the first text in its run: its Yjs clock. */
  readonly start: number;
  readonly texts: readonly (string | null)[];
  /** Root array of item k. For seals always the same. */
  readonly rootOf: (k: number) => string;
  /** 1,000 for parts and headers; seals are never cut. */
  readonly segmentLength?: number;
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly erased: boolean;
}

/** The update that appends `texts` to a run, or, from 0, the whole run. Empty `texts` give an empty update. */
export function buildYjsUpdate(run: RunUpdate, text?: TextCodec): Uint8Array {
  const writer = new ByteWriter(text);
  if (run.texts.length === 0) return writer.varint(0).varint(0).finish();
  const segment = run.segmentLength ?? SEGMENT_LENGTH;
  const pieces = cutPieces(run, segment);
  writer.varint(1).varint(pieces.length).varint(run.client).varint(run.start);
  for (const piece of pieces) {
    const first = run.start + piece.from;
    const opensRoot = first % segment === 0;
    writer.byte((piece.erased ? CONTENT_DELETED : CONTENT_ANY) | (opensRoot ? 0 : HAS_ORIGIN));
    if (opensRoot) writer.varint(1).text(run.rootOf(first));
    else writer.varint(run.client).varint(first - 1);
    writer.varint(piece.to - piece.from);
    if (!piece.erased)
      for (const item of run.texts.slice(piece.from, piece.to)) writer.byte(ANY_STRING).text(item ?? '');
  }
  writeDeletions(writer, run);
  return writer.finish();
}

/** Yjs folds neighbours of one kind into one struct, but never across root arrays. */
function cutPieces(run: RunUpdate, segment: number): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (let i = 1; i <= run.texts.length; i++) {
    const ends = i === run.texts.length || (run.start + i) % segment === 0;
    const erased = run.texts[from] === null;
    if (!ends && (run.texts[i] === null) === erased) continue;
    pieces.push({ from, to: i, erased });
    from = i;
  }
  return pieces;
}

function writeDeletions(writer: ByteWriter, run: RunUpdate): void {
  const ranges: [number, number][] = [];
  run.texts.forEach((item, i) => {
    if (item !== null) return;
    const last = ranges.at(-1);
    if (last !== undefined && last[0] + last[1] === run.start + i) last[1]++;
    else ranges.push([run.start + i, 1]);
  });
  if (ranges.length === 0) {
    writer.varint(0);
    return;
  }
  writer.varint(1).varint(run.client).varint(ranges.length);
  for (const [clock, length] of ranges) writer.varint(clock).varint(length);
}
