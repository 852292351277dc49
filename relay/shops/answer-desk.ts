/**
 * Answers wait here until the row they speak of is durable. One frame a session and group commit.
 */
import type { Answer, Outcome } from '../../shared/protocol/messages.ts';
import type { HubPeer } from './hub-peer.ts';

interface Waiting {
  readonly peer: HubPeer;
  readonly at: number;
  readonly answer: Omit<Answer, 'outcome'>;
  readonly outcome: () => Outcome;
}

export class AnswerDesk {
  /** In ascending order of `at`, nearly: known commits may ask about earlier rows. */
  #waiting: Waiting[] = [];

  whenDurable(peer: HubPeer, at: number, answer: Omit<Answer, 'outcome'>, outcome: () => Outcome): void {
    this.#waiting.push({ peer, at, answer, outcome });
  }

  durable(upTo: number): void {
    const ready: Waiting[] = [];
    const rest: Waiting[] = [];
    for (const one of this.#waiting) (one.at <= upTo ? ready : rest).push(one);
    this.#waiting = rest;
    this.#send(ready, (one) => one.outcome());
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
      const answers = byPeer.get(one.peer) ?? [];
      answers.push({ ...one.answer, outcome: outcomeOf(one) });
      byPeer.set(one.peer, answers);
    }
    for (const [peer, answers] of byPeer) peer.session?.answer(answers);
  }
}
