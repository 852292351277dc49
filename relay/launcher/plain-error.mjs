// An error whose message is written for the person at the keyboard: it is printed alone, without a stack, and says what to do.
// Everything else that is thrown is a defect of ours and keeps its stack. File-system codes are turned into such sentences in one place,
// so that a full disk reads the same whether the installer, the build or a stamp ran into it.

export class PlainError extends Error {
  /**
   * @param {string} message what is wrong and what to do about it, in whole sentences
   * @param {number} [exitCode] the exit code the process should end with
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.name = 'PlainError';
    this.exitCode = exitCode;
  }
}

const reasons = [
  [/ENOSPC|no space left on device/i, 'The disk is full. Free some space and start again.'],
  [/EROFS|read-only file system/i, 'The project folder lies on a read-only file system.'],
  [/EACCES|EPERM|permission denied/i, 'The project folder is not writable for this user.'],
  [
    /EUSAGE|can only install packages when your package\.json and package-lock\.json/i,
    'package.json and package-lock.json disagree.',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/,
    'The package registry cannot be reached. The first start needs a network; later starts do not.',
  ],
  [/SELF_SIGNED_CERT|UNABLE_TO_(GET|VERIFY)|CERT_/, 'The package registry could not prove who it is (certificate).'],
];

/**
 * The sentence for a known trouble named in an error's text or code, or undefined when it is none of them.
 * @param {string} text
 * @returns {string | undefined}
 */
export function plainReason(text) {
  return reasons.find(([pattern]) => pattern.test(text))?.[1];
}

/**
 * Prints an error the way its reader needs it and gives the exit code that goes with it.
 * @param {unknown} error
 * @returns {number}
 */
export function reportError(error) {
  if (error instanceof PlainError) {
    console.error(error.message);
    return error.exitCode;
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const sentence = plainReason(code);
  console.error(sentence ? `${sentence}\n  (${error.message})` : error);
  return 1;
}
