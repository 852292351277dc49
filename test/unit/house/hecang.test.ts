// The operator's commands are found by looking: what lies in relay/cli is what is listed and what runs.
import { cpSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeSmallProject, type SmallProject, Started } from './small-project.ts';

const house = path.resolve(import.meta.dirname, '../../..');
let project: SmallProject;

beforeEach(() => {
  project = makeSmallProject();
  cpSync(path.join(house, 'relay/cli/hecang.mjs'), path.join(project.folder, 'relay/cli/hecang.mjs'));
  project.write(
    'relay/cli/count-words.ts',
    "export const about = 'counts its arguments';\nexport async function run(args: string[]): Promise<number> { console.log(args.join('|')); return args.length; }\n",
  );
});

afterEach(() => project.remove());

async function hecang(...args: string[]): Promise<{ code: number | null; said: string }> {
  const run = new Started(project, process.execPath, [path.join('relay', 'cli', 'hecang.mjs'), ...args], {});
  const code = await run.gone;
  return { code, said: run.said };
}

describe('hecang', { timeout: 60_000 }, () => {
  it('runs a command with its arguments and ends with its exit code', async () => {
    const { code, said } = await hecang('count-words', 'a', '--check', 'b c');
    expect(code).toBe(3);
    expect(said).toContain('a|--check|b c\n');
  });

  it('lists what there is when asked for nothing or for something that is not there', async () => {
    const help = await hecang();
    expect(help.code).toBe(0);
    expect(help.said).toContain('count-words  counts its arguments');
    const unknown = await hecang('../../secrets');
    expect(unknown.code).toBe(2);
    expect(unknown.said).toContain('There is no command "../../secrets".');
    expect(unknown.said).toContain('count-words');
  });

  it('a command that does not keep to the form is a defect, not a silence', async () => {
    project.write('relay/cli/broken.ts', 'export const about = 1;\n');
    const { code, said } = await hecang('broken');
    expect(code).toBe(1);
    expect(said).toContain('relay/cli/broken.ts must export run(args) and about');
  });
});
