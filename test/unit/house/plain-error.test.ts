// What goes wrong around a start has a sentence, whichever program ran into it.
import { describe, expect, it } from 'vitest';
import { plainReason } from '../../../relay/launcher/plain-error.mjs';

describe('plain reasons', () => {
  it.each([
    ['npm error code ENOSPC\nnpm error syscall write', 'The disk is full'],
    ['error: No space left on device', 'The disk is full'],
    ['EROFS', 'read-only file system'],
    ["npm error Error: EACCES: permission denied, mkdir 'node_modules'", 'not writable'],
    ['npm error code EUSAGE', 'disagree'],
    ['npm error network request failed, reason: getaddrinfo EAI_AGAIN', 'cannot be reached'],
    ['npm error code UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate'],
  ])('%j: %s', (text, sentence) => {
    expect(plainReason(text)).toContain(sentence);
  });

  it('has none for what it does not know, so that the program’s own words are shown', () => {
    expect(plainReason('Unexpected token in client/main.ts')).toBeUndefined();
  });
});
