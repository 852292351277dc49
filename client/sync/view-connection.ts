/**
 * A reader of the relay's plain views (products, on hand, today) over a stock y-websocket client: read-only, with a reader
 * token, without the broadcast channel that would share unsigned updates between tabs.
 */
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

export interface ViewConnection {
  /** Entries of the view now. */
  entries(): ReadonlyMap<string, unknown>;
  /** Whether the relay has told all it has at least once; before that nothing is known, not even nought. */
  known(): boolean;
  /** Called after each change and when the connection comes or goes. */
  listen(changed: (connected: boolean) => void): void;
  close(): void;
}

/** `origin` is ws(s)://host[:port]; `root` names the plain map inside the view `name` of `shop`. */
export function connectView(
  origin: string,
  shop: string,
  view: { readonly name: string; readonly root: string },
  token: string,
): ViewConnection {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`${origin}/yjs`, `${shop}/view/${view.name}`, doc, {
    params: { token },
    disableBc: true,
  });
  let known = false;
  const map = doc.getMap<unknown>(view.root);
  return {
    entries: () => new Map(map.entries()),
    known: () => known,
    listen(changed) {
      const tell = (): void => changed(provider.wsconnected);
      map.observe(tell);
      provider.on('status', tell);
      provider.on('sync', () => {
        known = true;
        tell();
      });
      tell();
    },
    close() {
      provider.destroy();
      doc.destroy();
    },
  };
}
