/** `node test/kit/run-vectors.ts FILE...`: the operator's command `npm run vectors`, without the launcher. */
import { run } from '../../relay/cli/vectors.ts';

process.exitCode = await run(process.argv.slice(2));
