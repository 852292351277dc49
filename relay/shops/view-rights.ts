/**
 * Which parts of a commit a session may see. By member and document, remembered until the policy moves.
 */
import type { Purpose } from '../../shared/protocol/messages.ts';
import type { PolicyNow } from './policy-now.ts';

export interface Viewpoint {
  readonly purpose: Purpose;
  /** Null for newcomers and for devices that were dismissed. */
  readonly member: string | null;
}

export class ViewRights {
  readonly #policy: PolicyNow;
  readonly #known = new Map<string, Map<string, boolean>>();

  constructor(policy: PolicyNow) {
    this.#policy = policy;
  }

  /** An action or a listing came in: every answer may be different now. */
  forget(): void {
    this.#known.clear();
  }

  mayView(viewpoint: Viewpoint, document: string): boolean {
    if (document === 'policy' || document.startsWith('listing/')) return true;
    const { member } = viewpoint;
    if (member === null) return false;
    let documents = this.#known.get(member);
    if (documents === undefined) {
      documents = new Map();
      this.#known.set(member, documents);
    }
    let allowed = documents.get(document);
    if (allowed === undefined) {
      allowed = this.#policy.mayView(member, document);
      documents.set(document, allowed);
    }
    return allowed;
  }

  /** Bit k is set when part k may be seen. */
  mask(viewpoint: Viewpoint, documents: readonly string[]): number {
    let mask = 0;
    for (let i = 0; i < documents.length; i++) {
      if (this.mayView(viewpoint, documents[i] ?? '')) mask |= 1 << i;
    }
    return mask;
  }
}
