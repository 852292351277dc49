/**
 * PIN on the spot (collaboration.md §3): somebody with the right unlocks here for one paper and signs the whole commit
 * with their own key, in their own feed: author = who said yes, handler = who stands at the till, shift and register
 * unchanged. Uses are therefore judged everywhere against the author's grants; nothing a client claims can lift a limit,
 * and a signature over one ticket is of no use for another.
 *
 * The key is lent to one document and to what was asked: before it signs, everything the paper needs beyond the
 * cashier's own rights must be covered by what was said yes to. It is given back when the paper is written, when the
 * terminal locks, or after ten minutes.
 */
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { grantCovers, parseUse } from '../../shared/policy/use.ts';
import { draftCommand } from '../../shared/schema/command-draft.ts';
import type { TillShop } from '../commands/till-shop.ts';
import type { Planner, WritePlan, WrittenCommit } from '../replica/own-writer.ts';
import type { OpenKeys } from '../replica/pin-lock.ts';
import { inOrder } from '../replica/terminal-faces.ts';
import type { ShownError } from './engine-protocol.ts';
import type { ShopDesk } from './shop-desk.ts';
import type { TerminalDesk } from './terminal-desk.ts';
import type { AuthoriserRow, TerminalCommands } from './terminal-protocol.ts';

interface Lent {
  readonly document: string;
  readonly member: string;
  readonly device: string;
  readonly uses: readonly string[];
  readonly keys: OpenKeys;
  readonly until: number;
}

const LENT_FOR_MS = 10 * 60_000;

type Run<Output> = (shop: TillShop) => Promise<Result<Output, ShownError>>;

export class SpotApproval {
  readonly #terminal: TerminalDesk;
  #lent: Lent | null = null;

  constructor(terminal: TerminalDesk) {
    this.#terminal = terminal;
  }

  /** Whose PIN could lift all of this, recent ones first; not whoever works now. */
  rows(desk: ShopDesk, uses: readonly string[]): readonly AuthoriserRow[] {
    const { seat } = desk.open.device;
    return inOrder(seat.faces)
      .filter(({ member }) => member !== desk.member && uses.every((use) => mayHere(desk, member, use)))
      .map(({ device, member, waitUntil }) => ({ device, name: desk.memberName(member), waitUntil }));
  }

  /** Errors: those of a PIN, `authoriser-lacks` {use}. */
  async authorise(
    desk: ShopDesk,
    { device, pin, document, uses }: TerminalCommands['authorise']['input'],
  ): Promise<Result<TerminalCommands['authorise']['output'], ShownError>> {
    const opened = await this.#terminal.openOnce(device, pin);
    if (!opened.ok) return opened;
    const { face, keys } = opened.value;
    const { member } = face;
    const lacking = uses.find((use) => !mayHere(desk, member, use));
    if (member === desk.member || lacking !== undefined) {
      return err({ code: 'authoriser-lacks', values: { use: lacking ?? uses[0] ?? '' } });
    }
    const before = this.#lentFor(desk, document);
    const more = before?.device === face.device ? before.uses : [];
    const until = desk.open.device.platform.wall.now() + LENT_FOR_MS;
    this.#lent = { document, member, device: face.device, uses: [...more, ...uses], keys, until };
    return ok({ member, name: desk.memberName(member) });
  }

  /** The terminal was locked, or somebody else sat down. */
  giveBack(): void {
    this.#lent = null;
  }

  /**
   * A command of the till by whoever works here; where that needs more than they may, with the key lent for this paper.
   * `not-allowed` names in `uses` all that is missing and in `document` the paper to be asked for.
   */
  async run<Output>(desk: ShopDesk, document: string, command: Run<Output>): Promise<Result<Output, ShownError>> {
    const plain = await command(desk);
    if (plain.ok || !NEEDS_MORE.has(plain.error.code) || !desk.open.device.seat.shared) return plain;
    const lent = this.#lentFor(desk, document);
    const asked = lent === null ? null : await this.#runWith(desk, lent, command);
    if (asked !== null && (asked.ok || !NEEDS_MORE.has(asked.error.code))) return asked;
    const uses = await missingUses(desk, command);
    if (uses.length === 0 || this.rows(desk, uses).length === 0) return plain;
    return err({ ...plain.error, values: { ...plain.error.values, uses: uses.join(' '), document } });
  }

  async #runWith<Output>(desk: ShopDesk, lent: Lent, command: Run<Output>): Promise<Result<Output, ShownError>> {
    const may = (use: string): boolean => desk.may(use) || covers(lent.uses, use);
    const hand = desk.open.handOf(lent.keys);
    const done = await command(
      shopOf(desk, {
        may,
        device: lent.device,
        write: (planner) => desk.write(signedBy(desk, lent, may, planner), hand),
      }),
    );
    if (done.ok) this.#lent = null;
    return done;
  }

  #lentFor(desk: ShopDesk, document: string): Lent | null {
    const lent = this.#lent;
    if (lent === null || desk.open.device.platform.wall.now() > lent.until) {
      this.#lent = null;
      return null;
    }
    return lent.document === document ? lent : null;
  }
}

/** What a till's command answers when a right is missing. */
const NEEDS_MORE: ReadonlySet<string> = new Set(['not-allowed', 'refund-limit', 'return-too-old', 'no-ticket-right']);

/** `use` without scope: by this member, in the branch where the terminal stands. */
function mayHere(desk: ShopDesk, member: string, use: string): boolean {
  const wanted = parseUse(`${use}@${desk.branch ?? '*'}`);
  const grants = desk.open.grantsOf(member) ?? [];
  return wanted !== null && grants.map(parseUse).some((grant) => grant !== null && grantCovers(grant, wanted));
}

function covers(uses: readonly string[], use: string): boolean {
  const wanted = parseUse(use);
  return (
    wanted !== null &&
    uses.some((one) => {
      const lent = parseUse(`${one}@${wanted.scope}`);
      return lent !== null && grantCovers(lent, wanted);
    })
  );
}

/** The same paper in the authoriser's name: what it claims is counted anew, and all of it must be theirs to claim. */
function signedBy(desk: ShopDesk, lent: Lent, may: (use: string) => boolean, planner: Planner): Planner {
  return async (moment) => {
    const planned = await planner(moment);
    if (!planned.ok) return planned;
    const { parts, command } = planned.value;
    const plan: WritePlan = { ...planned.value, ...draftCommand(command, parts, { author: lent.member }) };
    const scopeless = (use: string): string => use.slice(0, use.indexOf('@'));
    const beyond = plan.uses.find(
      (use) => !mayHere(desk, lent.member, scopeless(use)) || !(may(use) || use.startsWith(IN_ANOTHERS_NAME)),
    );
    return beyond === undefined ? ok(plan) : err({ code: 'not-allowed', values: { use: beyond } });
  };
}

/** Whoever says yes signs a paper whose handler is somebody else. */
const IN_ANOTHERS_NAME = 'sales.handler@';

/** All that this command lacks, found by planning it without writing. */
async function missingUses<Output>(desk: ShopDesk, command: Run<Output>): Promise<readonly string[]> {
  const missing = new Set<string>();
  const may = (use: string): boolean => {
    if (!desk.may(use)) missing.add(use.slice(0, use.indexOf('@')));
    return true;
  };
  const probe = (planner: Planner): Promise<Result<WrittenCommit, ShownError>> =>
    desk.write(async (moment) => {
      const planned = await planner(moment);
      return planned.ok ? err({ code: 'only-planned' }) : planned;
    });
  const answer = await command(shopOf(desk, { may, device: null, write: probe }));
  return !answer.ok && answer.error.code === 'only-planned' ? [...missing] : [];
}

function shopOf(
  desk: ShopDesk,
  { may, write, device }: Pick<TillShop, 'may' | 'write'> & { readonly device: string | null },
): Required<TillShop> {
  // Required: what a command may do without (wallets, batches) would be missing in silence here.
  return {
    post: desk.post,
    goods: desk.goods,
    till: desk.till,
    loyalty: desk.loyalty,
    batches: (variant) => desk.batches(variant),
    branchOf: (warehouse) => desk.branchOf(warehouse),
    onHand: (variant, warehouse) => desk.onHand(variant, warehouse),
    escrow: (variant) => desk.escrow(variant),
    // A record's id begins with the key of whoever writes it.
    recordId: () => desk.recordId(device),
    counter: (name) => desk.counter(name),
    basket: (key) => desk.basket(key),
    shiftClosed: (id) => desk.shiftClosed(id),
    records: () => desk.records(),
    may,
    write,
  };
}
