/** What a device says it has open, as it travels: a text of its own app, which may be newer or older than this one. */

export interface PresenceText {
  readonly record: string | null;
  readonly field: string | null;
}

/** `null`: nothing open, or said otherwise. */
export function readPresence(text: string): PresenceText | null {
  if (text === '') return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const record = 'record' in value && typeof value.record === 'string' ? value.record : null;
    const field = 'field' in value && typeof value.field === 'string' ? value.field : null;
    return record === null ? null : { record, field };
  } catch {
    // Somebody's newer app says it otherwise.
    return null;
  }
}
