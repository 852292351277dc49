/** The encodings a text file may be in, by their WHATWG labels, and the decoder that the caller brings. */
export const TEXT_ENCODINGS = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'big5', 'windows-1252'] as const;
export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

/** Decodes all bytes; with `fatal`, null where any sequence is undecodable. Strips a byte order mark or not, as it likes. */
export type Decode = (bytes: Uint8Array, encoding: TextEncoding, fatal: boolean) => string | null;
