/** The browser's and Node's own TextDecoder as the importer's `Decode`. */
import type { Decode } from '../../shared/import/encodings.ts';

/** Decodes all bytes; null where `fatal` and a sequence is undecodable. The byte order mark is taken off. */
export const decodeText: Decode = (bytes, encoding, fatal) => {
  try {
    return new TextDecoder(encoding, { fatal }).decode(bytes);
  } catch {
    // TextDecoder reports undecodable bytes by throwing a TypeError; here that is an answer.
    return null;
  }
};
