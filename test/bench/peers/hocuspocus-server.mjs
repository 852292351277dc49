// Hocuspocus with its SQLite extension, as their guide sets it up: nothing tuned, nothing left out.
import path from 'node:path';
import { SQLite } from '@hocuspocus/extension-sqlite';
import { Server } from '@hocuspocus/server';

const database = path.join(process.env.DATA ?? '.', 'hocuspocus.sqlite');
const server = new Server({
  port: Number(process.env.PORT ?? 0),
  address: '127.0.0.1',
  quiet: true,
  extensions: [new SQLite({ database })],
});
await server.listen();
console.log(`ready http://127.0.0.1:${server.address.port}`);
