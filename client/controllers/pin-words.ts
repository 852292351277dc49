/** What a PIN that was not taken says beside the pad; the seconds to wait are the pad's own. */
import { msg } from '@lit/localize';
import { errorText } from '../i18n/error-texts.ts';
import type { ShownError } from '../worker/engine-protocol.ts';

export function pinWords(error: ShownError | null): string {
  if (error === null || error.code === 'pin-wait') return '';
  return error.code === 'wrong-pin' ? msg('PIN 不对') : errorText(error).text;
}
