/** The engine, given once by the composition root; controllers ask for it, components never do. */
import { createContext } from '@lit/context';
import type { Engine } from '../worker/engine-protocol.ts';

export const engineContext = createContext<Engine>(Symbol('engine'));
