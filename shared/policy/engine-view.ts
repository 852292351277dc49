/** The rules' view (policy-view.ts) of a history in columns under one order of a witness. */
import type { CausalIndex } from './causal-index.ts';
import { FeedShapes } from './feed-shapes.ts';
import { type ActionSet, mentionsOf, type PolicyView, type Shape, type Subject } from './policy-view.ts';
import type { WitnessPlaces } from './witness-places.ts';

/** Which actions speak of a device, member, role or invitation. Shared by all views of a history. */
export class ActionMentions {
  readonly #by = new Map<string, number[]>();

  note(index: number, subject: Subject): void {
    const { action, device } = subject;
    if (action === undefined) return;
    for (const [kind, name] of Object.entries(mentionsOf(device, action))) {
      if (typeof name !== 'string') continue;
      const key = `${kind}\n${name}`;
      const list = this.#by.get(key);
      if (list === undefined) this.#by.set(key, [index]);
      else list.push(index);
    }
  }
  of(kind: 'device' | 'member' | 'role' | 'invite', name: string): readonly number[] {
    return this.#by.get(`${kind}\n${name}`) ?? NONE;
  }
}

const NONE: readonly number[] = [];

export class EngineView implements PolicyView {
  readonly genesis: number;
  readonly shapes: FeedShapes;
  readonly places: WitnessPlaces;
  readonly #index: CausalIndex;
  readonly #mentions: ActionMentions;

  constructor(index: CausalIndex, mentions: ActionMentions, places: WitnessPlaces, genesis: number, epochs: number) {
    this.#index = index;
    this.#mentions = mentions;
    this.places = places;
    this.genesis = genesis;
    this.shapes = new FeedShapes(index, epochs, (one) => places.position(one));
  }

  get actions(): readonly number[] {
    return this.#index.actions;
  }
  enrolments(device: string): readonly number[] {
    return this.#mentions.of('device', device);
  }
  gifts(member: string): readonly number[] {
    return this.#mentions.of('member', member);
  }
  definitions(role: string): readonly number[] {
    return this.#mentions.of('role', role);
  }
  redemptions(invite: string): readonly number[] {
    return this.#mentions.of('invite', invite);
  }
  subject(index: number): Subject {
    return this.#index.subject(index);
  }
  past(index: number): ActionSet {
    return this.#index.sets.get(this.#index.pastId(index));
  }
  hasSeen(action: number, index: number): boolean {
    return this.#index.hasSeen(action, index);
  }
  position(index: number): number {
    return this.places.position(index);
  }
  listedAt(index: number): number {
    return this.places.listedAt(index);
  }
  deadline(index: number): number {
    return this.places.deadline(index);
  }
  shape(index: number): Shape {
    return this.shapes.shape(index);
  }
  find(hash: string): number | undefined {
    return this.#index.find(hash);
  }
  isOnChain(head: number, index: number): boolean {
    return this.#index.isOnChain(head, index);
  }
}
