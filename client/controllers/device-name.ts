/** A first guess at what people would call this device; they may change it. */
import { msg } from '@lit/localize';

export function guessDeviceName(agent: string = navigator.userAgent): string {
  if (/iPad|Tablet/i.test(agent)) return msg('平板');
  if (/Mobi|iPhone|Android/i.test(agent)) return msg('手机');
  return msg('电脑');
}
