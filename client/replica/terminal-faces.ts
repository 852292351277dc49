/**
 * Who works on this terminal: one face a member, each with a key of its own under the member's PIN (pin-lock.ts). Kept in
 * the key cupboard's database, so that it survives a wiped replica as the keys do. Without faces the device is one
 * person's, with the plain device key.
 *
 * Wrong PINs stand here, not in memory: a reload, another tab or a new start go on counting. Each one doubles the wait
 * before that face may try again, to 8 seconds; that is one guess in 8 seconds, three months for a million of them.
 */
import { createStore, get, set, type UseStore, update } from 'idb-keyval';
import type { DeviceId, MemberId } from '../../shared/foundation/ids.ts';
import type { DeviceKeys } from './device-keys.ts';
import type { WrappedKeys } from './pin-lock.ts';
import { explainStorage } from './storage-error.ts';

export const MOST_FACES = 12;
const WAITS_S = [1, 2, 4, 8] as const;
const LONGEST_WAIT_MS = 8000;

export interface Face extends Pick<DeviceKeys, 'device' | 'publicKey'> {
  readonly member: MemberId;
  readonly wrapped: WrappedKeys;
  /** Milliseconds; 0 = never unlocked. */
  readonly lastUsed: number;
  /** Wrong PINs in a row, and when the next may be tried. */
  readonly failures: number;
  readonly waitUntil: number;
  /** Wrong PINs that no unlocked member has signed for yet (collaboration.md §6). */
  readonly unsigned: number;
}

/** The terminal beyond its faces. */
export interface TerminalFacts {
  /** The first key of this browser names the terminal for ever: its register, its numbers. */
  readonly terminal: DeviceId;
  /** Minutes without a touch; 0 = never by itself. */
  readonly autoLock: number;
}

const FACES = 'faces';
const TERMINAL = 'terminal';

export class FaceCupboard {
  readonly #store: UseStore;

  constructor(name: string) {
    this.#store = createStore(name, 'keys');
  }

  async faces(): Promise<readonly Face[]> {
    return (await this.#ask(() => get<readonly Face[]>(FACES, this.#store))) ?? [];
  }

  async facts(): Promise<TerminalFacts | null> {
    return (await this.#ask(() => get<TerminalFacts>(TERMINAL, this.#store))) ?? null;
  }
  async keepFacts(facts: TerminalFacts | null): Promise<void> {
    await this.#ask(() => set(TERMINAL, facts, this.#store));
  }

  /** In the place of the same member's earlier face. */
  async add(face: Face): Promise<void> {
    await this.#change((faces) => [...faces.filter((one) => one.member !== face.member), face]);
  }
  async remove(device: DeviceId): Promise<void> {
    await this.#change((faces) => faces.filter((face) => face.device !== device));
  }
  async clear(): Promise<void> {
    await this.#change(() => []);
    await this.keepFacts(null);
  }

  /** Counted before the PIN is tried, so that a tab closed in mid-try has tried. */
  async beginTry(device: DeviceId, now: number): Promise<'try' | { readonly waitMs: number }> {
    let answer: 'try' | { readonly waitMs: number } = 'try';
    await this.#change((faces) =>
      faces.map((face) => {
        if (face.device !== device) return face;
        const left = waitLeft(face, now);
        answer = left > 0 ? { waitMs: left } : 'try';
        if (left > 0) return face;
        const failures = face.failures + 1;
        return { ...face, failures, unsigned: face.unsigned + 1, waitUntil: now + waitAfter(failures) };
      }),
    );
    return answer;
  }

  /** The PIN was right: the try that `beginTry` counted was none. Answers how many wrong ones nobody has signed for. */
  async unlocked(device: DeviceId, now: number): Promise<number> {
    let unsigned = 0;
    await this.#change((faces) => {
      unsigned = faces.reduce((sum, face) => sum + face.unsigned, 0) - 1;
      return faces.map((face) =>
        face.device === device
          ? { ...face, failures: 0, unsigned: 0, waitUntil: 0, lastUsed: now }
          : { ...face, unsigned: 0 },
      );
    });
    return Math.max(0, unsigned);
  }

  /** A right PIN for one action only: nobody has moved in. */
  async confirmed(device: DeviceId): Promise<void> {
    await this.#change((faces) =>
      faces.map((face) =>
        face.device === device
          ? { ...face, failures: 0, waitUntil: 0, unsigned: Math.max(0, face.unsigned - 1) }
          : face,
      ),
    );
  }

  async #change(change: (faces: readonly Face[]) => readonly Face[]): Promise<void> {
    await this.#ask(() => update<readonly Face[]>(FACES, (faces) => change(faces ?? []), this.#store));
  }

  async #ask<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      throw explainStorage(error);
    }
  }
}

/** Milliseconds that this face must still wait. A clock set back makes nobody wait longer than the longest wait. */
export function waitLeft(face: Pick<Face, 'waitUntil'>, now: number): number {
  return Math.max(0, Math.min(face.waitUntil - now, LONGEST_WAIT_MS));
}

/** After the n-th wrong PIN in a row: 1 2 4 8 8 … seconds. */
export function waitAfter(failures: number): number {
  return (WAITS_S[Math.min(Math.max(failures, 1), WAITS_S.length) - 1] ?? 8) * 1000;
}

/** Recent ones first. */
export function inOrder(faces: readonly Face[]): readonly Face[] {
  return faces.toSorted((a, b) => b.lastUsed - a.lastUsed || (a.device < b.device ? -1 : 1));
}
