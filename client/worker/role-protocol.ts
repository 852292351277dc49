/** What the pages ask of the engine about roles: what each gives, to whom, and what a change would mean. */

export interface RoleRow {
  readonly role: string;
  /** Empty for a built-in role, which has words of its own. */
  readonly name: string;
  readonly rank: 'staff' | 'manager' | 'admin';
  readonly builtIn: boolean;
  /** `module.action≤limit[:own|:all]` (shared/policy/role-definition.ts). */
  readonly grants: readonly string[];
  /** What the built-in role of this name gives; of a role of one's own, the same as `grants`. */
  readonly original: readonly string[];
  readonly holders: readonly { readonly member: string; readonly name: string; readonly scope: string }[];
  readonly mayEdit: boolean;
  /** Branches in which the one who looks may give it; `*` among them for every branch. */
  readonly mayGiveIn: readonly string[];
}

export interface RolesView {
  readonly roles: readonly RoleRow[];
  /** A new role must be given by somebody: only an owner can say by whom. */
  readonly mayCreate: boolean;
}

export interface RoleDraft {
  /** `null` makes a new one. */
  readonly role: string | null;
  readonly name: string;
  readonly rank: RoleRow['rank'];
  readonly grants: readonly string[];
  /** New roles only: managers may give it as well as admins. */
  readonly givenByManagers: boolean;
  /** Rights taken bind from then on (milliseconds since 1970) instead of at once; for limits. */
  readonly until: number | null;
}

export interface RoleEffect {
  /** Names of those who lose something. */
  readonly losing: readonly string[];
  /** Of what is known here, what would have no effect any more. */
  readonly commits: number;
  readonly goods: number;
  readonly cash: number;
}

export interface RoleQueries {
  roles: { params: null; view: RolesView };
}

export interface RoleCommands {
  /** Errors: `name-missing`, `role-name` (taken), `role-rank` (not below one's own), and the writer's. */
  saveRole: { input: RoleDraft; output: { readonly role: string } };
  previewRole: { input: RoleDraft; output: RoleEffect };
}
