// y-websocket's own server, as it comes: in memory, or with YPERSISTENCE_FOLDER set with LevelDB. (Its own variable, YPERSISTENCE, counts as
// set even when it is empty.)
import http from 'node:http';

if (process.env.YPERSISTENCE_FOLDER) process.env.YPERSISTENCE = process.env.YPERSISTENCE_FOLDER;
const { setupWSConnection } = await import('@y/websocket-server/utils');
const { WebSocketServer } = await import('ws');

const server = http.createServer((_request, response) => response.end('okay'));
const sockets = new WebSocketServer({ server });
sockets.on('connection', setupWSConnection);
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`ready http://127.0.0.1:${server.address().port}`);
});
