/** What the pages ask of the engine to find a shop again with its recovery paper. Part of engine-protocol.ts. */

export interface RecoveryPaper {
  /** The words as typed, or the text of the paper's QR code. */
  readonly paper: string;
}

export interface RecoveryCommands {
  /** Characters of the word list that are this one, or are read like it (pinyin), the likeliest first. */
  completeRecoveryWord: { input: { readonly text: string }; output: { readonly words: readonly string[] } };
  /**
   * Checks the paper and asks the relay that serves this page for its shop. Errors: `recovery-word`, `recovery-count`,
   * `recovery-checksum`, `recovery-code`, `recovery-unreachable`, `recovery-unknown`, `recovery-elsewhere` (with the
   * address that the paper names), `recovery-several` (scan the code, which names the shop).
   */
  readRecovery: { input: RecoveryPaper; output: { readonly shop: string } };
  /**
   * Opens the shop as an owner's device: fetches the policy, enrols this device by the paper key and, with `dismissOld`,
   * retracts the other devices of the same owner. Answers when the way in is begun; the session's phase tells the rest.
   */
  recoverShop: {
    input: RecoveryPaper & { readonly deviceName: string; readonly dismissOld: boolean };
    output: null;
  };
  /**
   * Opens the shop from a backup file alone, as an owner's device; no network is needed. Everything in it is checked as
   * if a stranger had sent it. Errors: those of the paper, `backup-unreadable`, `backup-broken` (with the line or feed),
   * `backup-other-paper` (the paper is another shop's).
   */
  restoreBackup: {
    input: RecoveryPaper & { readonly file: Blob; readonly deviceName: string; readonly dismissOld: boolean };
    output: null;
  };
}
