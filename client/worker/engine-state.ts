/** The engine's own state beside the open shop: what queries show of device, line and places. Plain and in memory. */
import { type StorageFacts, UNKNOWN_STORAGE } from '../replica/persistence.ts';
import type { PlaceRecord } from '../replica/records.ts';
import type { LineState } from '../sync/relay-link.ts';
import type { SessionView } from './engine-protocol.ts';
import type { PresenceText } from './presence-text.ts';

export interface EngineState {
  phase: SessionView['phase'];
  storage: StorageFacts;
  lost: SessionView['lost'];
  joining: SessionView['joining'];
  line: LineState | null;
  places: readonly PlaceRecord[];
  /** Drafts by key, as on disk. */
  readonly drafts: Map<string, string>;
  /** What others have open, by device. */
  readonly presence: Map<string, PresenceText>;
  /** The next ticket's number, kept ready for the till. */
  nextNumber: string;
  refused: string | null;
  relayFull: boolean;
  versionTooOld: boolean;
  ownCommits: number;
}

export function freshState(): EngineState {
  return {
    phase: 'starting',
    storage: UNKNOWN_STORAGE,
    lost: null,
    joining: null,
    line: null,
    places: [],
    drafts: new Map(),
    presence: new Map(),
    nextNumber: '',
    refused: null,
    relayFull: false,
    versionTooOld: false,
    ownCommits: 0,
  };
}
