/**
 * What must hold once everybody has met everybody (design.md §4, §5): one history, one verdict each, one fold, equal to
 * a fold from nothing; nothing that was listed is gone; no lie has moved a figure; a listed verdict changed only where
 * somebody retracted, reinstated or ratified.
 */
import type { Fold } from '../../shared/fold/fold.ts';
import type { FuzzCase } from './fuzz-case.ts';
import type { SeededRandom } from './seeded-random.ts';

export interface FoldReader {
  make(): readonly Fold[];
  /** Everything the folds say, in a canonical text. */
  read(folds: readonly Fold[]): string;
  /** Sum of the variant that nobody may move. */
  forbidden(folds: readonly Fold[]): number;
}

export function judgeCase(run: FuzzCase, reader: FoldReader, random: SeededRandom): string[] {
  const faults: string[] = [];
  const [first, ...others] = run.devices;
  if (first === undefined) return ['no devices'];
  const verdicts = first.verdicts();
  const said = reader.read(first.folds.folds);
  for (const device of others) {
    const theirs = device.verdicts();
    if (theirs.size !== verdicts.size)
      faults.push(`${device.name} knows ${theirs.size} commits, ${first.name} ${verdicts.size}`);
    for (const [name, verdict] of verdicts) {
      const other = theirs.get(name);
      if (other === undefined) faults.push(`${device.name} lacks ${name}`);
      else if (other.verdict !== verdict.verdict || other.reason !== verdict.reason) {
        faults.push(
          `${name}: ${first.name} ${verdict.verdict}/${verdict.reason}, ${device.name} ${other.verdict}/${other.reason}`,
        );
      }
    }
    const folded = reader.read(device.folds.folds);
    if (folded !== said) faults.push(`folds of ${device.name} differ from ${first.name}'s`);
  }
  for (const device of run.devices) {
    const again = reader.make();
    device.folds.fromScratch(again, (keys) => random.shuffled(keys));
    if (reader.read(again) !== reader.read(device.folds.folds))
      faults.push(`${device.name} folds otherwise from nothing`);
    if (reader.forbidden(device.folds.folds) !== 0) faults.push(`${device.name}: a lie had an effect`);
  }
  for (const [name, then] of run.record.listed) {
    const now = verdicts.get(name);
    if (now === undefined) faults.push(`listed and lost: ${name}`);
    else if (now.verdict === 'waiting') faults.push(`listed and waiting (${now.reason}): ${name}`);
    else if (now.verdict !== then && !run.record.mayRevise)
      faults.push(`listed ${then}, now ${now.verdict} (${now.reason}): ${name}`);
  }
  return faults;
}
