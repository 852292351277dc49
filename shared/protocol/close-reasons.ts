/**
 * Why a session ends, with the code that a WebSocket close frame carries and the sentence beside it (ASCII, at most 123
 * bytes). 44xx: trying again changes nothing, so y-websocket's provider stops; a person or the app must act first.
 * Everything else may be tried again, with back-off.
 */
export const CLOSE_REASONS = {
  malformed: { code: 4400, text: 'a frame that breaks the protocol' },
  proof: { code: 4401, text: 'the key was not proved' },
  version: { code: 4402, text: 'another version of the protocol is spoken here: load the newest app' },
  forbidden: { code: 4403, text: 'this key may not do that here' },
  'no-shop': { code: 4404, text: 'this shop is not kept here and may not be created' },
  elsewhere: { code: 4409, text: 'the same device opened a newer session' },
  dismissed: { code: 4410, text: 'this device was dismissed: only hand-in is open to it' },
  'too-large': { code: 4413, text: 'a frame beyond the limit' },
  seal: { code: 4421, text: 'a seal does not sign what was sent under it' },
  done: { code: 1000, text: 'done' },
  leaving: { code: 1001, text: 'this end is going away' },
  deadline: { code: 4500, text: 'no proof in time' },
  silent: { code: 4501, text: 'nothing heard for too long' },
  slow: { code: 4502, text: 'reads more slowly than it is written to' },
  busy: { code: 4503, text: 'too many sessions, try again' },
  stranger: { code: 4504, text: 'this key is not known here yet' },
  broken: { code: 4511, text: 'an error at this end' },
} as const satisfies Record<string, { readonly code: number; readonly text: string }>;

export type CloseReason = keyof typeof CLOSE_REASONS;

/** True when trying again by itself is pointless. */
export function isFinal(code: number): boolean {
  return code >= 4400 && code < 4500;
}

/** The reason of a close code that came from the other end; `null` for codes that are not ours. */
export function closeReasonOf(code: number): CloseReason | null {
  for (const [reason, known] of Object.entries(CLOSE_REASONS)) if (known.code === code) return reason as CloseReason;
  return null;
}
