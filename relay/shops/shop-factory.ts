/** A replica and the policy in force for a shop, as a relay runs them. */
import { readAction } from '../../shared/policy/read-action.ts';
import { VerdictEngine } from '../../shared/policy/verdict-engine.ts';
import { ShopReplica } from '../../shared/replica/shop-replica.ts';
import { checkPart } from '../../shared/schema/check-part.ts';
import { chainHash, hashText, nodeText, sha256 } from '../platform/node-crypto.ts';
import type { ShopFactory } from './load-shop.ts';
import { PolicyTracker } from './policy-tracker.ts';

/** Highest level of the rules that this program speaks. */
export const SPOKEN_LEVEL = 1;

export const shopFactory: ShopFactory = {
  create(shop) {
    const policy = new PolicyTracker(new VerdictEngine(), () => Date.now());
    const replica = new ShopReplica({
      shop,
      sha256,
      judge: policy,
      level: SPOKEN_LEVEL,
      text: nodeText,
      hashText,
      chainHash,
      readAction,
      checkPart: (document, part, uses, author) => checkPart(document, part, uses, author) === 'present',
    });
    return { replica, policy };
  },
};
