/** May a caller bring a shop that is not kept here? Tokens are compared in constant time. */
import { timingSafeEqual } from 'node:crypto';
import { sha256 } from '../platform/node-crypto.ts';
import type { CreatePermission } from '../settings/read-settings.ts';

export function mayCreate(permission: CreatePermission, token: string | undefined): boolean {
  if (permission.kind === 'open') return true;
  if (permission.kind === 'closed' || token === undefined) return false;
  return timingSafeEqual(sha256(Buffer.from(token)), sha256(Buffer.from(permission.token)));
}
