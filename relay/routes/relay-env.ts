/** What Hono's handlers find in their environment under Node. */
import type { HttpBindings } from '@hono/node-server';

export interface RelayEnv {
  Bindings: HttpBindings;
}
