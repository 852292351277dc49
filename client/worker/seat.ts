/**
 * Who works at this terminal now. One person's device: its one key, always in use. A shared terminal: one face a member,
 * at most one of them unlocked; all signing goes through the key that sits here.
 *
 * Locked means: nothing is written, and what only the last member may read is out of memory. The key itself stays with
 * the relay's line until somebody else unlocks or the page is reloaded, so that a terminal that locked itself goes on
 * syncing; it is non-extractable either way.
 */

import type { DeviceId } from '../../shared/foundation/ids.ts';
import type { CommitStore } from '../replica/commit-store.ts';
import type { DeviceKeys } from '../replica/device-keys.ts';
import type { OpenKeys } from '../replica/pin-lock.ts';
import type { Face, FaceCupboard } from '../replica/terminal-faces.ts';

/** What a commit is signed with. */
export interface Hand {
  readonly keys: DeviceKeys;
  /** Null where nobody else works: nothing need be hidden. */
  readonly vault: CryptoKey | null;
}

export class Seat {
  readonly #store: CommitStore;
  #keys: DeviceKeys;
  #vault: CryptoKey | null = null;
  #faces: readonly Face[];
  #locked: boolean;
  /** The first key of this browser: names the register, whoever works. */
  readonly terminal: DeviceId;
  /** The plain key that was in use before the terminal was shared, while the relay knows no other. */
  #retiring: DeviceKeys | null = null;
  /** Keys that have left since, of commits that may still be on their way. */
  readonly #former = new Set<DeviceId>();

  constructor(store: CommitStore, keys: DeviceKeys, terminal: DeviceId = keys.device, faces: readonly Face[] = []) {
    this.#store = store;
    this.#keys = keys;
    this.terminal = terminal;
    this.#faces = faces;
    this.#locked = faces.length > 0;
    store.active = keys.device;
  }

  get keys(): DeviceKeys {
    return this.#keys;
  }
  get vault(): CryptoKey | null {
    return this.#vault;
  }
  get faces(): readonly Face[] {
    return this.#faces;
  }
  get shared(): boolean {
    return this.#faces.length > 0;
  }
  get locked(): boolean {
    return this.#locked;
  }
  /** Null while locked: nothing is signed in anybody's name then. */
  get hand(): Hand | null {
    return this.#locked ? null : { keys: this.#keys, vault: this.#vault };
  }

  face(device: string): Face | null {
    return this.#faces.find((face) => face.device === device) ?? null;
  }
  /** Is this one of the keys that write here? */
  isOurs(device: string): boolean {
    return (
      device === this.#keys.device ||
      device === this.terminal ||
      this.face(device) !== null ||
      this.#former.has(device as DeviceId)
    );
  }

  /** What is proved to the relay. */
  get lineKeys(): DeviceKeys {
    return this.#retiring ?? this.#keys;
  }
  get hasRetiring(): boolean {
    return this.#retiring !== null;
  }
  retire(keys: DeviceKeys | null): void {
    this.#retiring = keys;
  }

  lock(): void {
    this.#locked = this.shared;
  }

  sit({ keys, vault }: OpenKeys): void {
    this.#former.add(this.#keys.device);
    this.#keys = keys;
    this.#vault = vault;
    this.#locked = false;
    this.#store.active = keys.device;
  }

  /** As the cupboard has them now. */
  async readFaces(cupboard: FaceCupboard): Promise<void> {
    this.#faces = await cupboard.faces();
  }
}
