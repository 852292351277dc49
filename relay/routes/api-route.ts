/**
 * /api/relay says what a client must know before it has a session: above all the relay's key, which is the witness that
 * a new shop's genesis names, and which an owner appoints after the relay has lost its data.
 */
import { Hono } from 'hono';
import { toBase64url } from '../../shared/foundation/bytes.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/messages.ts';
import type { CreatePermission } from '../settings/read-settings.ts';
import type { HubContext } from '../shops/hub-context.ts';
import { openApi } from './open-api.ts';

export interface RelayDescription {
  /** Device id and raw public key (base64url) of the relay: the witness's name and key. */
  readonly witness: string;
  readonly witnessKey: string;
  readonly protocol: number;
  readonly level: number;
  readonly app: string;
  /** May shops be created here? `token`: with ?create=<token>. */
  readonly create: CreatePermission['kind'];
  readonly wallMs: number;
}

export function describeRelay(context: HubContext, create: CreatePermission): RelayDescription {
  return {
    witness: context.device,
    witnessKey: toBase64url(context.signer.publicKey),
    protocol: PROTOCOL_VERSION,
    level: context.level,
    app: context.app,
    create: create.kind,
    wallMs: context.clock.now(),
  };
}

export function apiRoute(context: HubContext, create: CreatePermission): Hono {
  return new Hono()
    .get('/relay', (c) => c.json(describeRelay(context, create)))
    .get('/openapi.json', (c) => c.json(openApi))
    .all('*', (c) => c.json({ error: 'not-found' }, 404));
}
