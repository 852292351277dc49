/**
 * The platform's own UTF-8 coder, passed in where texts are large: the pure one in bytes.ts is right but several times
 * slower. Both must agree; `decode` gives `null` for malformed bytes and never drops a byte-order mark.
 */
export interface TextCodec {
  encode(text: string): Uint8Array;
  decode(bytes: Uint8Array): string | null;
}
