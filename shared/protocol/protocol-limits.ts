/** Limits of the protocol, checked before anything is parsed or kept. Bytes unless said otherwise. */
export const PROTOCOL_LIMITS = {
  /** Any frame before the other end has proved its key. */
  unprovedFrame: 512,
  /** Frames before the proof: hello and proof, and one that y-websocket's provider sends by itself. */
  unprovedFrames: 8,
  /** Milliseconds from opening to the proof. */
  proofDeadlineMs: 10_000,
  /** Any frame: one commit of full size and a little more. */
  frame: 2 * 1024 * 1024,
  /** What a sender aims at for one frame of commits. */
  frameTarget: 256 * 1024,
  /** A bulk after decompression. */
  bulkRaw: 8 * 1024 * 1024,
  /** All commits of one bulk once their texts are restored: a bulk names a text once and uses it often. */
  bulkRestored: 64 * 1024 * 1024,
  commitsInFrame: 20_000,
  frontiersInFrame: 4_000,
  frontiers: 100_000,
  answersInFrame: 20_000,
  keysInFrame: 4_000,
  presenceBytes: 512,
  /** At least this long between two presence frames of one end. */
  presenceEveryMs: 1_000,
  /** Commits and bulks that may be under way unacknowledged, each way. */
  creditWindow: 4 * 1024 * 1024,
  /** With nothing else to say, an end says so this often: y-websocket gives up after 30 s without a message. */
  keepAliveMs: 12_000,
  /** Nothing heard for this long: the line is dead, whatever the operating system thinks. */
  silenceMs: 40_000,
  codeLength: 24,
  wantsOpen: 512,
} as const;
