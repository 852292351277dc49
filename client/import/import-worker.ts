/** Entry of the import worker: reading and planning 20,000 rows takes seconds on a slow phone and must not hold the page. */
import { filePlatform } from './file-platform.ts';
import type { ImportReply, ImportRequest, Numbered } from './import-messages.ts';
import { ImportService } from './import-service.ts';

const service = new ImportService(filePlatform);
// Requests are answered in the order they came: a plan must see the table that was read before it.
let queue: Promise<void> = Promise.resolve();

self.addEventListener('message', (event: MessageEvent<Numbered<ImportRequest>>) => {
  const { id, body } = event.data;
  queue = queue.then(async () => {
    const reply: Numbered<ImportReply> = { id, body: await service.answer(body) };
    self.postMessage(reply);
  });
});
