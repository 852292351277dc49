/** Composition root: the only place that reads the environment. */
import { announcement } from './settings/announcement.ts';
import { readSettings } from './settings/read-settings.ts';
import { startRelay } from './start-relay.ts';

const settings = readSettings(process.env, process.argv.slice(2));
if (!settings.ok) {
  for (const problem of settings.error) console.error(problem);
  process.exit(2);
}

try {
  const relay = await startRelay(settings.value, (line) => console.error(line));
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    relay.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  console.log(await announcement(relay.url, relay.port, settings.value, relay.lan));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
