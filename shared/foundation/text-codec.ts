/**
 * The platform's own UTF-8 coder, passed in where texts are large: the pure one in bytes.ts is right but several times
 * slower. Both must agree; `decode` gives `null` for malformed bytes and never drops a byte-order mark.
 */
export interface TextCodec {
  encode(text: string): Uint8Array;
  decode(bytes: Uint8Array): string | null;
  /** One letter a byte, those below 128 as in ASCII: a long stretch of small texts is read in one go, and cut. */
  latin1?(bytes: Uint8Array): string;
  /**
   * Writes the text's bytes from `at` on, where there is room for three a unit, and answers how many they were: without
   * memory of its own for each of many small texts. Where the platform has no such way, `encode` does.
   */
  encodeInto?(text: string, target: Uint8Array, at: number): number;
}
