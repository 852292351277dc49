/** The commands of recovery-protocol.ts: before there is a shop on this device, or while one has not come in yet. */
import { err, ok } from '../../shared/foundation/result.ts';
import { findShop } from '../commands/find-recovery.ts';
import { prepareRecovery } from '../commands/recover-shop.ts';
import { wordsLike } from '../commands/recovery-words.ts';
import { restoreBackup } from '../commands/restore-backup.ts';
import type { Engine } from './engine.ts';
import type { CommandHandlers } from './engine-host.ts';
import { loadPinyin, readName } from './pinyin-reader.ts';
import type { RecoveryCommands } from './recovery-protocol.ts';

const MOST_SUGGESTED = 24;

export function recoveryCommands(engine: Engine): Pick<CommandHandlers, keyof RecoveryCommands> {
  const find = (paper: string) => {
    const { sha256, wall } = engine.device.platform;
    return findShop(paper, { origin: engine.facts.origin, sha256, nowMs: wall.now() });
  };
  return {
    completeRecoveryWord: async ({ text }) => {
      await loadPinyin();
      return ok({ words: wordsLike(text, (word) => readName(word).full, MOST_SUGGESTED) });
    },
    readRecovery: async ({ paper }) => {
      const found = await find(paper);
      return found.ok ? ok({ shop: found.value.shop }) : found;
    },
    recoverShop: async ({ paper, deviceName, dismissOld }) => {
      if (engine.desk?.open.record.complete === true) return err({ code: 'shop-here-already' });
      const found = await find(paper);
      if (!found.ok) return found;
      const { origin } = engine.facts;
      await engine.join(await prepareRecovery(engine.device, found.value, { origin, deviceName, dismissOld }));
      return ok(null);
    },
    restoreBackup: async ({ paper, file, deviceName, dismissOld }) => {
      if (engine.desk?.open.record.complete === true) return err({ code: 'shop-here-already' });
      const { origin } = engine.facts;
      const restored = await restoreBackup(engine.device, { paper, file, deviceName, dismissOld, origin });
      if (!restored.ok) return restored;
      await engine.join(restored.value);
      return ok(null);
    },
  };
}
