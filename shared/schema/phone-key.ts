/**
 * The key of the phone look-up tags (design.md §3): whoever may view `customers` can find a member by a phone number that
 * they are told, without a single number standing there. Two devices that each made one offline both keep theirs: a
 * number is then looked for under both.
 */
import * as shape from './field-shapes.ts';
import { atAnyScope, recordKind } from './record-entry.ts';

export const phoneKey = recordKind({
  type: 'phoneKey',
  zh: '查号密钥',
  en: 'phone key',
  documents: ['customers'],
  id: shape.recordId,
  fields: { key: shape.textLike(/^[A-Za-z0-9_-]{43}$/) },
  required: ['key'],
  needs: atAnyScope('customers'),
});
