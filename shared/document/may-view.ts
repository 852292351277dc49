/**
 * May a member view a document? By the grants they hold now, at the replica that serves it (design.md §3). Deny by
 * default: an unknown name opens for nobody.
 */
import { grantCovers, scopeHolds, type Use } from '../policy/use.ts';
import { parseDocumentName, type ViewGrant, viewRule } from './document-kinds.ts';

/** `everything` is for owners and replicas that keep the whole shop. */
export interface Viewer {
  readonly member: string;
  readonly grants: readonly Use[];
  readonly everything?: boolean;
}

export function mayView(documentName: string, viewer: Viewer): boolean {
  const identity = parseDocumentName(documentName);
  if (identity === null) return false;
  const rule = viewRule(identity);
  if (rule === 'everyone' || rule.members.includes(viewer.member)) return true;
  if (rule.grants.length > 0 && viewer.everything === true) return true;
  return rule.grants.some((wanted) => viewer.grants.some((grant) => opens(grant, wanted)));
}

function opens(grant: Use, wanted: ViewGrant): boolean {
  const [module = '', action = ''] = wanted.use.split('.');
  if (wanted.scope === 'wide' && grant.scope.includes('~')) return false;
  const scope =
    wanted.scope === 'any' || wanted.scope === 'wide' || (wanted.inside && scopeHolds(wanted.scope, grant.scope))
      ? grant.scope
      : wanted.scope;
  return grantCovers(grant, { module, action, limit: grant.limit, scope });
}
