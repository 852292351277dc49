/** What may go wrong with imports and exports, and what to do. */
import { msg } from '@lit/localize';

export const importErrors: Readonly<Record<string, () => string>> = {
  'nothing-to-resume': () => msg('没有做到一半的导入。重新选文件导入'),
  'unknown-import': () => msg('这台设备上还没有那次导入的资料。等资料到齐再撤销'),
};
