/** What checking a bundle needs of the platform, and an empty replica as a relay would run it. */
import type { BundleTools } from '../../shared/bundle/check-bundle.ts';
import { readAction } from '../../shared/policy/read-action.ts';
import { VerdictEngine } from '../../shared/policy/verdict-engine.ts';
import { ShopReplica } from '../../shared/replica/shop-replica.ts';
import { checkPart } from '../../shared/schema/check-part.ts';
import { chainHash, hashText, nodeText, sha256, verifySync } from '../platform/node-crypto.ts';
import { SPOKEN_LEVEL } from '../shops/shop-factory.ts';

export const bundleTools: BundleTools = {
  sha256,
  chainHash,
  hashText,
  verify: verifySync,
  replica: (shop) =>
    new ShopReplica({
      shop,
      sha256,
      judge: new VerdictEngine(),
      level: SPOKEN_LEVEL,
      text: nodeText,
      hashText,
      chainHash,
      readAction,
      checkPart: (document, part, uses, author) => checkPart(document, part, uses, author) === 'present',
    }),
};
