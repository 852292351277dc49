/**
 * Messages to frames and back. Strict: lengths are checked against limits before anything is read, varints come in
 * their shortest form, unknown numbers and left-over bytes make a frame malformed. `readMessage` never throws for what
 * a stranger sends.
 */
import { ByteReader, ByteWriter, MalformedBytes, orNull, PURE_TEXT, readCommit, writeCommit } from '../commit/codec.ts';
import { LIMITS } from '../commit/limits.ts';
import { PUBLIC_KEY_BYTES, SEAL_BYTES } from '../commit/seal.ts';
import { fromBase64url, toBase64url } from '../foundation/bytes.ts';
import { asDocumentName, asFeedId, asShopId, type DeviceId, type FeedId } from '../foundation/ids.ts';
import type { TextCodec } from '../foundation/text-codec.ts';
import type { NotTakenCode } from '../replica/acceptance.ts';
import { CLOSE_REASONS, type CloseReason, closeReasonOf } from './close-reasons.ts';
import {
  type Answer,
  type CarriedCommit,
  COMPRESSIONS,
  type FrontierMark,
  type GivenVerdict,
  MESSAGE_TYPE,
  type Message,
  type Outcome,
  PURPOSES,
} from './messages.ts';
import { PROTOCOL_LIMITS } from './protocol-limits.ts';

const OUTCOMES = ['listed', 'held', 'not-taken', 'refused'] as const;
const VERDICTS = ['effective', 'void', 'waiting'] as const;
const NOT_TAKEN: readonly NotTakenCode[] = ['early', 'missing', 'busy', 'level', 'full'];
const CONTENTS = ['commits', 'parts'] as const;
const TYPE_OF = new Map<number, Message['type']>(
  Object.entries(MESSAGE_TYPE).map(([type, number]) => [number, type as Message['type']]),
);

export function writeMessage(message: Message, text: TextCodec): Uint8Array {
  const room = message.type === 'answers' ? 16 + message.answers.length * ANSWER_ROOM : 256;
  const out = new ByteWriter(text, room).varint(MESSAGE_TYPE[message.type]);
  switch (message.type) {
    case 'hello':
      out.varint(message.version).varint(message.level).raw(fixed(message.shop, 32)).raw(message.publicKey);
      optional(out, message.invitation);
      out.raw(message.nonce).varint(message.wallMs).varint(PURPOSES.indexOf(message.purpose));
      return out.byte((message.wantsAnswers ? 1 : 0) | (message.readsZstd ? 2 : 0)).finish();
    case 'proof':
      return optional(out.raw(message.signature), message.invitation).finish();
    case 'frontiers':
      out.byte(message.last ? 1 : 0).varint(message.marks.length);
      for (const mark of message.marks) writeMark(out, mark);
      return out.finish();
    case 'commits':
      return writeCommits(
        message.keys,
        message.commits.map((carried) => carried.bytes),
      );
    case 'answers':
      return writeAnswers(out, message.answers).finish();
    case 'bulk':
      out.byte(CONTENTS.indexOf(message.content));
      writeKeys(out, message.keys).varint(message.count).varint(message.left);
      out.byte(COMPRESSIONS.indexOf(message.compression)).varint(message.rawLength);
      return out.bytes(message.packed).finish();
    case 'want':
      return out.text(message.document).finish();
    case 'presence':
      return out
        .bytes(message.device === null ? new Uint8Array(0) : fixed(message.device, 18))
        .text(message.text)
        .finish();
    case 'credit':
      return out.varint(message.bytes).finish();
    case 'level':
      return out.finish();
    case 'goodbye':
      return out.varint(CLOSE_REASONS[message.reason].code).finish();
  }
}

/**
 * A frame of commits from bytes that are ready: what fan-out sends, without encoding a commit twice. It is laid into
 * `memory` where that is given and large enough.
 */
export function writeCommits(
  keys: readonly Uint8Array[],
  commits: readonly Uint8Array[],
  memory: Uint8Array | null = null,
): Uint8Array {
  return writeLaidCommits(keys, commits.length, commits, memory);
}

/** As `writeCommits`, where the bytes of `count` commits come in stretches of several, as they lie side by side. */
export function writeLaidCommits(
  keys: readonly Uint8Array[],
  count: number,
  stretches: readonly Uint8Array[],
  memory: Uint8Array | null,
): Uint8Array {
  const head = writeKeys(new ByteWriter(PURE_TEXT, 64).varint(MESSAGE_TYPE.commits), keys).varint(count).finish();
  let length = head.length;
  for (const stretch of stretches) length += stretch.length;
  const frame = memory === null || memory.length < length ? new Uint8Array(length) : memory.subarray(0, length);
  frame.set(head);
  let at = head.length;
  for (const stretch of stretches) {
    frame.set(stretch, at);
    at += stretch.length;
  }
  return frame;
}

export function encodeCommit(commit: CarriedCommit['commit'], text: TextCodec): Uint8Array {
  return writeCommit(new ByteWriter(text), commit).finish();
}

/** Our message in a frame; `null` when it is malformed. Frames of y-protocols' types are not ours (see `frameType`). */
export function readMessage(frame: Uint8Array, text: TextCodec): Message | null {
  if (frame.length > PROTOCOL_LIMITS.frame) return null;
  try {
    const reader = new ByteReader(frame, text);
    const type = TYPE_OF.get(reader.varint(255));
    if (type === undefined) return null;
    const message = readBody(type, reader, frame);
    reader.end();
    return message;
  } catch (error) {
    if (error instanceof MalformedBytes) return null;
    throw error;
  }
}

/** The version that a hello speaks, whatever else that version has in it; `null` for every other frame. */
export function helloVersion(frame: Uint8Array): number | null {
  return orNull(() => {
    const reader = new ByteReader(frame);
    return reader.varint(255) === MESSAGE_TYPE.hello ? reader.varint(1000) : null;
  });
}

/** The type of a frame by its first byte: all known types take one. */
export function frameType(frame: Uint8Array): number {
  return frame[0] ?? -1;
}

function readBody(type: Message['type'], reader: ByteReader, frame: Uint8Array): Message {
  switch (type) {
    case 'hello': {
      const version = reader.varint(1000);
      const level = reader.varint(1_000_000);
      const shop = asShopId(toBase64url(reader.raw(32)));
      if (shop === null) throw new MalformedBytes('not a shop');
      const publicKey = reader.raw(PUBLIC_KEY_BYTES).slice();
      const invitation = readOptional(reader, PUBLIC_KEY_BYTES);
      const nonce = reader.raw(32).slice();
      const wallMs = reader.varint();
      const purpose = pick(PURPOSES, reader.varint(PURPOSES.length - 1));
      const flags = reader.varint(3);
      const can = { wantsAnswers: (flags & 1) === 1, readsZstd: (flags & 2) === 2 };
      return { type, version, level, shop, publicKey, invitation, nonce, wallMs, purpose, ...can };
    }
    case 'proof':
      return { type, signature: reader.raw(SEAL_BYTES).slice(), invitation: readOptional(reader, SEAL_BYTES) };
    case 'frontiers': {
      const last = flag(reader);
      return { type, last, marks: list(reader, PROTOCOL_LIMITS.frontiersInFrame, readMark) };
    }
    case 'commits': {
      const keys = readKeys(reader);
      const commits = list(reader, PROTOCOL_LIMITS.commitsInFrame, () => {
        const start = frame.length - reader.left;
        const commit = readCommit(reader);
        return { commit, bytes: frame.subarray(start, frame.length - reader.left) };
      });
      return { type, keys, commits };
    }
    case 'answers':
      return { type, answers: list(reader, PROTOCOL_LIMITS.answersInFrame, readAnswer) };
    case 'bulk': {
      const content = pick(CONTENTS, reader.byte());
      const keys = readKeys(reader);
      const count = reader.varint(LIMITS.commitBytes);
      const left = reader.varint();
      const compression = pick(COMPRESSIONS, reader.byte());
      const rawLength = reader.varint(PROTOCOL_LIMITS.bulkRaw);
      return { type, content, keys, count, left, compression, rawLength, packed: reader.bytes(PROTOCOL_LIMITS.frame) };
    }
    case 'want': {
      const document = asDocumentName(reader.text(200));
      if (document === null) throw new MalformedBytes('not a document');
      return { type, document };
    }
    case 'presence': {
      const device = reader.bytes(18);
      if (device.length !== 0 && device.length !== 18) throw new MalformedBytes('not a device');
      const who = device.length === 0 ? null : (toBase64url(device) as DeviceId);
      return { type, device: who, text: reader.text(PROTOCOL_LIMITS.presenceBytes) };
    }
    case 'credit':
      return { type, bytes: reader.varint(PROTOCOL_LIMITS.bulkRaw) };
    case 'level':
      return { type };
    case 'goodbye': {
      const reason: CloseReason = closeReasonOf(reader.varint(9999)) ?? 'done';
      return { type, reason };
    }
  }
}

function writeMark(out: ByteWriter, mark: FrontierMark): void {
  writeFeed(out, mark.feed).varint(mark.seq).raw(fixed(mark.hash16, 16));
}
/** About the bytes of one answer; more will do. */
const ANSWER_ROOM = 56;

function writeAnswers(out: ByteWriter, answers: readonly Answer[]): ByteWriter {
  out.varint(answers.length);
  // A session's answers are nearly all about its own feed, whose bytes are made once.
  let feed: FeedId | null = null;
  let bytes: Uint8Array = new Uint8Array(0);
  for (const answer of answers) {
    if (answer.feed !== feed) {
      feed = answer.feed;
      bytes = writeFeed(new ByteWriter(PURE_TEXT, 24), feed).finish();
    }
    writeOutcome(out.raw(bytes).varint(answer.seq).raw(fixed(answer.hash16, 16)), answer.outcome);
  }
  return out;
}
function readMark(reader: ByteReader): FrontierMark {
  const feed = readFeed(reader);
  const seq = reader.varint();
  if (seq < 1) throw new MalformedBytes('seq starts at 1');
  return { feed, seq, hash16: toBase64url(reader.raw(16)) };
}

function writeOutcome(out: ByteWriter, outcome: Outcome): void {
  out.byte(OUTCOMES.indexOf(outcome.kind));
  switch (outcome.kind) {
    case 'listed':
      writeVerdict(out.varint(outcome.position).varint(outcome.parts), outcome);
      break;
    case 'held':
      writeVerdict(out.varint(outcome.parts), outcome);
      break;
    case 'not-taken':
      out.byte(NOT_TAKEN.indexOf(outcome.code)).varint(outcome.retryMs);
      break;
    case 'refused':
      out.text(outcome.code);
  }
}
function readAnswer(reader: ByteReader): Answer {
  return { ...readMark(reader), outcome: readOutcome(reader) };
}
function readOutcome(reader: ByteReader): Outcome {
  const kind = pick(OUTCOMES, reader.byte());
  switch (kind) {
    case 'listed': {
      const position = reader.varint();
      return { kind, position, parts: reader.varint(2 ** LIMITS.parts - 1), ...readVerdict(reader) };
    }
    case 'held':
      return { kind, parts: reader.varint(2 ** LIMITS.parts - 1), ...readVerdict(reader) };
    case 'not-taken':
      return { kind, code: pick(NOT_TAKEN, reader.byte()), retryMs: reader.varint() };
    case 'refused':
      return { kind, code: reader.text(PROTOCOL_LIMITS.codeLength) };
  }
}
function writeVerdict(out: ByteWriter, given: GivenVerdict): void {
  out.byte(VERDICTS.indexOf(given.verdict)).text(given.reason);
}
function readVerdict(reader: ByteReader): GivenVerdict {
  return { verdict: pick(VERDICTS, reader.byte()), reason: reader.text(PROTOCOL_LIMITS.codeLength) };
}

/** A feed in 24 bytes: 18 of its device, 6 of its epoch. */
export function writeFeed(out: ByteWriter, feed: FeedId): ByteWriter {
  return out.raw(fixed(feed.slice(0, 24), 18)).raw(fixed(feed.slice(25), 6));
}
export function readFeed(reader: ByteReader): FeedId {
  const feed = asFeedId(`${toBase64url(reader.raw(18))}.${toBase64url(reader.raw(6))}`);
  if (feed === null) throw new MalformedBytes('not a feed');
  return feed;
}

function writeKeys(out: ByteWriter, keys: readonly Uint8Array[]): ByteWriter {
  out.varint(keys.length);
  for (const key of keys) out.raw(key);
  return out;
}
function readKeys(reader: ByteReader): Uint8Array[] {
  return list(reader, PROTOCOL_LIMITS.keysInFrame, () => reader.raw(PUBLIC_KEY_BYTES).slice());
}

function optional(out: ByteWriter, bytes: Uint8Array | null): ByteWriter {
  return bytes === null ? out.byte(0) : out.byte(1).raw(bytes);
}
function readOptional(reader: ByteReader, length: number): Uint8Array | null {
  return flag(reader) ? reader.raw(length).slice() : null;
}

function list<T>(reader: ByteReader, most: number, read: (reader: ByteReader) => T): T[] {
  const count = reader.varint(most);
  // Every item takes at least a byte: a count beyond that is a lie, refused before anything is allocated for it.
  if (count > reader.left) throw new MalformedBytes('count beyond the frame');
  const out: T[] = [];
  for (let i = 0; i < count; i++) out.push(read(reader));
  return out;
}
function flag(reader: ByteReader): boolean {
  const value = reader.byte();
  if (value > 1) throw new MalformedBytes('not a flag');
  return value === 1;
}
function pick<T>(from: readonly T[], at: number): T {
  const value = from[at];
  if (value === undefined) throw new MalformedBytes('unknown number');
  return value;
}
function fixed(text: string, length: number): Uint8Array {
  const bytes = fromBase64url(text);
  if (bytes === null || bytes.length !== length) throw new Error(`not ${length} bytes of base64url: ${text}`);
  return bytes;
}
