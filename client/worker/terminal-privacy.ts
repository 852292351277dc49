/**
 * Which documents stand on a shared terminal's disk for all of its members to read, and which for one alone (design.md
 * §3). A document is private as soon as one member here may not view it, by the grants known now; on one person's device
 * nothing is. What is private is in memory only while somebody works who may view it, and on disk only in their vault.
 */
import { parseDocumentName, viewRule } from '../../shared/document/document-kinds.ts';
import { mayView, type Viewer } from '../../shared/document/may-view.ts';
import type { DocumentName } from '../../shared/foundation/ids.ts';
import { parseUse } from '../../shared/policy/use.ts';
import type { Seat } from './seat.ts';

export class TerminalPrivacy {
  readonly #seat: Seat;
  readonly #grantsOf: (member: string) => readonly string[] | null;
  #viewers: readonly Viewer[] | null = null;
  #of: readonly unknown[] = [];
  readonly #known = new Map<string, boolean>();

  constructor(seat: Seat, grantsOf: (member: string) => readonly string[] | null) {
    this.#seat = seat;
    this.#grantsOf = grantsOf;
  }

  /** Rights or faces may have changed: asked again when somebody looks. */
  forget(): void {
    this.#viewers = null;
    this.#known.clear();
  }

  isPrivate(document: DocumentName): boolean {
    if (!this.#seat.shared) return false;
    if (this.#viewers === null || this.#of !== this.#seat.faces) this.#look();
    const known = this.#known.get(document);
    if (known !== undefined) return known;
    const identity = parseDocumentName(document);
    const open = identity !== null && viewRule(identity) === 'everyone';
    const found = !open && !(this.#viewers ?? []).every((viewer) => mayView(document, viewer));
    this.#known.set(document, found);
    return found;
  }

  /** Who left the shop, or has no role any more, can't unlock: nothing is hidden from them. */
  #look(): void {
    this.#known.clear();
    this.#of = this.#seat.faces;
    this.#viewers = this.#seat.faces.flatMap(({ member }) =>
      this.#grantsOf(member)?.length === 0 ? [] : [this.viewerOf(member)],
    );
  }

  /** By the grants known now; nothing is known of a member's: may view what everyone may. */
  viewerOf(member: string): Viewer {
    const grants = this.#grantsOf(member) ?? [];
    return { member, grants: grants.map(parseUse).filter((use) => use !== null), everything: grants.includes('*@*') };
  }
}
