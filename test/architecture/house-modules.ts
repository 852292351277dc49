// All TypeScript modules of the house, parsed once for every test of a file.
import { filesIn, sourceFolders, textOf } from './house-files.ts';
import { type ParsedModule, parseModule } from './parsed-module.ts';

export const houseModules: readonly ParsedModule[] = filesIn([...sourceFolders, 'test/'], '.ts').map((file) =>
  parseModule(file, textOf(file)),
);

export const sourceModules: readonly ParsedModule[] = houseModules.filter(({ file }) => !file.startsWith('test/'));
