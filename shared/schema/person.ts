/**
 * A member's name, in `people`: the policy holds ids and keys and no names. Whoever adds members may write it; everybody
 * their own.
 */
import * as shape from './field-shapes.ts';
import { recordKind } from './record-entry.ts';

export const person = recordKind({
  type: 'person',
  zh: '成员',
  en: 'member',
  documents: ['people'],
  id: shape.memberId,
  fields: { name: shape.filledText(60), phone: shape.text(40), remark: shape.remark, deviceNames: shape.names },
  required: ['name'],
  needs: (_command, entry) => [{ use: 'members.add', scope: 'any', unless: String(entry.id) }],
});
