/** Answers about the policy in force, remembered until it may be different: they are asked for every part and every page. */
import type { Outlook } from './outlook.ts';
import {
  deviceNow,
  grantsNow,
  type MemberStanding,
  mayNow,
  memberNow,
  memberOfKey,
  membersNow,
} from './policy-queries.ts';
import type { PolicyContext } from './rights.ts';

export class PolicyAnswers {
  /** Brings the policy up to date, which may call `forget`. */
  readonly #context: () => PolicyContext;
  readonly #outlooks = new Map<string, Outlook>();
  readonly #members = new Map<string, string | null>();
  /** Asked for every session of a relay, every second. */
  readonly #grants = new Map<string, readonly string[]>();

  constructor(context: () => PolicyContext) {
    this.#context = context;
  }

  forget(): void {
    this.#outlooks.clear();
    this.#members.clear();
    this.#grants.clear();
  }

  memberMay(member: string, use: string): boolean {
    return mayNow(this.#ofMember(member), use);
  }
  deviceMay(device: string, use: string): boolean {
    return mayNow(
      this.#outlook(`device ${device}`, (context) => deviceNow(context, device)),
      use,
    );
  }
  memberOf(device: string): string | null {
    const context = this.#context();
    let member = this.#members.get(device);
    if (member === undefined) {
      member = memberOfKey(context, device);
      this.#members.set(device, member);
    }
    return member;
  }
  members(): MemberStanding[] {
    return membersNow(this.#context());
  }
  grantsOf(member: string): readonly string[] {
    const outlook = this.#ofMember(member);
    let grants = this.#grants.get(member);
    if (grants === undefined) {
      grants = grantsNow(outlook);
      this.#grants.set(member, grants);
    }
    return grants;
  }

  #ofMember(member: string): Outlook {
    return this.#outlook(`member ${member}`, (context) => memberNow(context, member));
  }
  #outlook(key: string, work: (context: PolicyContext) => Outlook): Outlook {
    const context = this.#context();
    const known = this.#outlooks.get(key);
    if (known !== undefined) return known;
    const fresh = work(context);
    this.#outlooks.set(key, fresh);
    return fresh;
  }
}
