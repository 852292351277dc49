/**
 * Limits of a commit, checked before anything is parsed (design.md §2). Larger work is cut into commits that share a
 * batch id. All sizes are UTF-8 bytes.
 */
export const LIMITS = {
  headerBytes: 192 * 1024,
  partBytes: 256 * 1024,
  commitBytes: 1024 * 1024,
  parts: 16,
  entries: 1000,
  deps: 1024,
  uses: 64,
  useLength: 160,
  jsonDepth: 16,
  appLength: 40,
  batchLength: 64,
} as const;
