/**
 * Answers wait here until the row they speak of is durable. One frame a session and group commit.
 */
import type { FeedId } from '../../shared/foundation/ids.ts';
import type { Answer, Outcome } from '../../shared/protocol/messages.ts';
import type { HubPeer } from './hub-peer.ts';

/** Which commit an answer is about. */
export interface Named {
  readonly feed: FeedId;
  readonly seq: number;
  readonly hash16: string;
}

interface Waiting {
  readonly peer: HubPeer;
  readonly at: number;
  readonly index: number;
  readonly name: Named;
}

export class AnswerDesk {
  readonly #outcomeOf: (index: number) => Outcome;
  /** In ascending order of `at`, nearly: known commits may ask about earlier rows. */
  #waiting: Waiting[] = [];

  /** `outcomeOf`: what became of the commit with this index, asked when its row is durable. */
  constructor(outcomeOf: (index: number) => Outcome) {
    this.#outcomeOf = outcomeOf;
  }

  whenDurable(peer: HubPeer, at: number, index: number, name: Named): void {
    if (peer.session?.wantsAnswers === true) this.#waiting.push({ peer, at, index, name });
  }

  durable(upTo: number): void {
    const waiting = this.#waiting;
    this.#waiting = waiting.every((one) => one.at <= upTo) ? [] : waiting.filter((one) => one.at > upTo);
    const ready = this.#waiting.length === 0 ? waiting : waiting.filter((one) => one.at <= upTo);
    this.#send(ready, ({ index }) => this.#outcomeOf(index));
  }

  /** Rows beyond `at` are gone: their senders keep them and try again. */
  lost(at: number, outcome: Outcome): void {
    const gone = this.#waiting.filter((one) => one.at > at);
    this.#waiting = this.#waiting.filter((one) => one.at <= at);
    this.#send(gone, () => outcome);
  }

  forget(peer: HubPeer): void {
    this.#waiting = this.#waiting.filter((one) => one.peer !== peer);
  }

  #send(waiting: readonly Waiting[], outcomeOf: (one: Waiting) => Outcome): void {
    const byPeer = new Map<HubPeer, Answer[]>();
    for (const one of waiting) {
      const { feed, seq, hash16 } = one.name;
      const answer = { feed, seq, hash16, outcome: outcomeOf(one) };
      const answers = byPeer.get(one.peer);
      if (answers === undefined) byPeer.set(one.peer, [answer]);
      else answers.push(answer);
    }
    for (const [peer, answers] of byPeer) peer.session?.answer(answers);
  }
}
