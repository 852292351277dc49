/**
 * What the ends of a session sign to prove their keys (SPEC.md PROTO-10 ff.):
 *
 *   `hecang proof 1` ‖ role (1: 0 dialer, 1 listener) ‖ SHA-256(dialer's hello frame) ‖ SHA-256(listener's hello frame)
 *   ‖ SHA-256(channel)
 *
 * The hello frames hold shop, keys, nonces, version and purpose, so none of them can be swapped on the way. `channel`
 * names the channel as each end knows it by itself: the host that was dialled, or both DTLS fingerprints. A relay that
 * passes a proof on to another relay fails, because that one expects its own host.
 */
import type { Sha256 } from '../commit/chain.ts';
import { concatBytes, utf8 } from '../foundation/bytes.ts';

export type Role = 'dialer' | 'listener';

export interface Transcript {
  readonly dialerHello: Uint8Array;
  readonly listenerHello: Uint8Array;
  readonly channel: Uint8Array;
}

export function proofMessage(sha256: Sha256, role: Role, transcript: Transcript): Uint8Array {
  return concatBytes(
    utf8('hecang proof 1'),
    Uint8Array.of(role === 'dialer' ? 0 : 1),
    sha256(transcript.dialerHello),
    sha256(transcript.listenerHello),
    sha256(transcript.channel),
  );
}

/** The channel of a WebSocket: the host that was dialled, as URL and Host header write it (port only if not usual). */
export function socketChannel(host: string): Uint8Array {
  return utf8(`ws ${host.toLowerCase()}`);
}

/** The channel of a data channel: both DTLS fingerprints, the same at both ends whoever called. */
export function dataChannel(fingerprints: readonly [string, string]): Uint8Array {
  return utf8(
    `rtc ${[...fingerprints]
      .map((one) => one.toLowerCase())
      .sort()
      .join(' ')}`,
  );
}
