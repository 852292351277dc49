/**
 * Acts about people and their rights. Each is one policy action in a commit of its own (an action's part has exactly
 * one entry), with data parts beside it where a name goes along. What they may do is judged from the action itself.
 */
import type { JsonObject } from '../../shared/commit/json-text.ts';
import { documentName } from '../../shared/document/document-kinds.ts';
import { ok, type Result } from '../../shared/foundation/result.ts';
import type { PolicyAction } from '../../shared/policy/actions.ts';
import { BUILT_IN_RANKS, BUILT_IN_ROLES, builtInGrants } from '../../shared/policy/built-in-roles.ts';
import type { PlannedPart, WritePlan, WrittenCommit } from '../replica/own-writer.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { CommandShop } from './command-shop.ts';

const POLICY = documentName({ kind: 'policy' });

export function actionPart(action: PolicyAction): PlannedPart {
  return { document: POLICY, entries: [action as PolicyAction & JsonObject] };
}

export function actionPlan(
  action: PolicyAction,
  title: string,
  beside: readonly PlannedPart[] = [],
  uses: readonly string[] = [],
): WritePlan {
  return { command: action.kind, parts: [actionPart(action), ...beside], uses, title };
}

export async function act(
  shop: CommandShop,
  action: PolicyAction,
  title: string,
  beside: readonly PlannedPart[] = [],
  uses: readonly string[] = [],
): Promise<Result<WrittenCommit, ShownError>> {
  return shop.write(async () => ok(actionPlan(action, title, beside, uses)));
}

/** The six built-in roles as the actions that define them, for a new shop. */
export function builtInRoleActions(): readonly PolicyAction[] {
  return BUILT_IN_ROLES.map((role) => ({
    kind: 'role' as const,
    role,
    rank: BUILT_IN_RANKS[role],
    add: builtInGrants(role),
  }));
}
