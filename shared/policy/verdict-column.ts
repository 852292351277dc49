/** The verdict of each commit as a code, which of them are in question, and which have changed since somebody asked. */
import type { Decision } from './decisions.ts';
import { GrowingBytes, GrowingInts } from './growing-numbers.ts';
import type { Verdict } from './history.ts';

const ASKED = 1;
const NEWS = 2;
const BY_PLACE = 4;
const PLAIN: Verdict = { verdict: 'effective', reason: 'ok' };

export class VerdictColumn {
  readonly #codes = new GrowingBytes();
  readonly #told = new GrowingBytes();
  readonly #flags = new GrowingBytes();
  readonly #by = new Map<number, number>();
  /** Code 0 is "not judged yet", 1 the plain verdict. */
  readonly #known: Verdict[] = [{ verdict: 'waiting', reason: 'order' }, PLAIN];
  readonly #codeOf = new Map<string, number>([['effective ok', 1]]);
  readonly #asked = new GrowingInts();
  #next = 0;
  readonly #news = new GrowingInts();

  extend(): void {
    this.#codes.push(0);
    this.#told.push(0);
    this.#flags.push(0);
  }

  ask(index: number): void {
    const flags = this.#flags.at(index);
    if ((flags & ASKED) !== 0) return;
    this.#flags.set(index, flags | ASKED);
    this.#asked.push(index);
  }
  /** Next commit in question, or -1. */
  nextAsked(): number {
    if (this.#next === this.#asked.length) {
      this.#asked.length = 0;
      this.#next = 0;
      return -1;
    }
    const index = this.#asked.at(this.#next++);
    this.#flags.set(index, this.#flags.at(index) & ~ASKED);
    return index;
  }

  /** `dependsOnPlace`: to be asked again when it is listed. */
  setPlain(index: number, dependsOnPlace: boolean): void {
    if (this.#by.size > 0) this.#by.delete(index);
    this.#store(index, 1, dependsOnPlace);
  }
  set(index: number, decision: Decision, dependsOnPlace: boolean): void {
    if (decision.by === null) this.#by.delete(index);
    else this.#by.set(index, decision.by);
    this.#store(index, this.#code(decision), dependsOnPlace);
  }

  get(index: number): Verdict {
    const verdict = this.#known[this.#codes.at(index)] ?? PLAIN;
    const by = this.#by.get(index);
    return by === undefined ? verdict : { ...verdict, by };
  }
  isEffective(index: number): boolean {
    return this.#known[this.#codes.at(index)]?.verdict === 'effective';
  }
  dependsOnPlace(index: number): boolean {
    return (this.#flags.at(index) & BY_PLACE) !== 0;
  }

  /** Commits whose verdict is new or another than when last taken. */
  takeNews(): number[] {
    const out: number[] = [];
    for (let at = 0; at < this.#news.length; at++) {
      const index = this.#news.at(at);
      this.#flags.set(index, this.#flags.at(index) & ~NEWS);
      const code = this.#codes.at(index);
      if (code === this.#told.at(index)) continue;
      this.#told.set(index, code);
      out.push(index);
    }
    this.#news.length = 0;
    return out;
  }

  #store(index: number, code: number, dependsOnPlace: boolean): void {
    const flags = this.#flags.at(index);
    let now = dependsOnPlace ? flags | BY_PLACE : flags & ~BY_PLACE;
    if (code !== this.#codes.at(index)) {
      this.#codes.set(index, code);
      if ((flags & NEWS) === 0) {
        now |= NEWS;
        this.#news.push(index);
      }
    }
    this.#flags.set(index, now);
  }

  #code(decision: Decision): number {
    const key = `${decision.standing} ${decision.reason}`;
    const known = this.#codeOf.get(key);
    if (known !== undefined) return known;
    const code = this.#known.length;
    this.#known.push({ verdict: decision.standing, reason: decision.reason });
    this.#codeOf.set(key, code);
    return code;
  }
}
