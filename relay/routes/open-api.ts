/** OpenAPI of what exists over plain HTTP (the WebSocket protocol is in shared/protocol/SPEC.md). */
const json = (description: string, schema: object = { type: 'object' }) => ({
  description,
  content: { 'application/json': { schema } },
});
const get = (summary: string, responses: object) => ({ get: { summary, responses } });

export const openApi = {
  openapi: '3.1.0',
  info: { title: 'Hecang relay', version: '1' },
  paths: {
    '/health': get('The process is alive', { 200: json('alive') }),
    '/ready': get('The store answers', { 200: json('ready'), 503: json('stopping, or the store does not answer') }),
    '/metrics': get('Figures in Prometheus text form', { 200: { description: 'text/plain; version=0.0.4' } }),
    '/api/relay': get('Who this relay is and what it speaks', {
      200: json('the relay', {
        type: 'object',
        required: ['witness', 'witnessKey', 'protocol', 'level', 'app', 'create', 'wallMs'],
        properties: {
          witness: { type: 'string', description: 'device id of the relay, the name of its witness' },
          witnessKey: { type: 'string', description: 'raw Ed25519 public key, base64url' },
          protocol: { type: 'integer' },
          level: { type: 'integer' },
          app: { type: 'string' },
          create: { enum: ['open', 'token', 'closed'] },
          wallMs: { type: 'integer', description: 'its clock, milliseconds since 1970' },
        },
      }),
    }),
    '/api/recovery': get('Shops of the recovery key that signs the request', {
      200: json('{shops}: their ids'),
      403: json('not signed'),
    }),
    '/api/openapi.json': get('This description', { 200: json('OpenAPI 3.1') }),
    '/api/shops/{shop}/reader-tokens': {
      parameters: [{ name: 'shop', in: 'path', required: true, schema: { type: 'string' } }],
      get: { summary: 'Reader tokens (signed request)', responses: { 200: json('list'), 403: json('forbidden') } },
      post: {
        summary: 'Makes a token that opens documents or views; its text is shown once (signed request)',
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['name', 'opens'],
                properties: { name: { type: 'string' }, opens: { type: 'array', items: { type: 'string' } } },
              },
            },
          },
        },
        responses: { 201: json('made'), 400: json('malformed'), 403: json('forbidden'), 507: json('disk full') },
      },
    },
    '/api/shops/{shop}/printers/{address}': {
      post: {
        summary: 'Sends the body to a network printer named in the shop’s settings (signed request)',
        responses: {
          204: { description: 'taken by the printer' },
          403: json(
            'no member; `printing-off` (HECANG_PRINT), or `address-not-allowed`: the operator does not allow it',
          ),
          404: json('not in the shop’s settings'),
          409: json('this very request was carried out before'),
          413: json('too large'),
          429: json('too many jobs wait for this printer'),
          504: json('the printer does not answer'),
        },
      },
      parameters: [
        { name: 'shop', in: 'path', required: true, schema: { type: 'string' } },
        { name: 'address', in: 'path', required: true, schema: { type: 'string' }, example: '192.168.1.50:9100' },
      ],
    },
    '/api/shops/{shop}/policy': {
      ...get('The policy document as an Automerge file: the text of every action under its commit’s hash', {
        200: {
          description: 'the file',
          content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
        },
        403: json('no token that opens `policy` in this shop'),
      }),
      parameters: [
        { name: 'shop', in: 'path', required: true, schema: { type: 'string' } },
        { name: 'token', in: 'query', required: true, schema: { type: 'string' } },
      ],
    },
    '/api/shops/{shop}/blobs/{hash}': {
      parameters: [
        { name: 'shop', in: 'path', required: true, schema: { type: 'string' } },
        { name: 'hash', in: 'path', required: true, schema: { type: 'string', minLength: 43, maxLength: 43 } },
      ],
      get: {
        summary: 'Encrypted bytes by their SHA-256 (signed request)',
        responses: {
          200: {
            description: 'the bytes',
            content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
          },
          403: json('forbidden'),
          404: json('not kept here'),
        },
      },
      put: {
        summary: 'Keeps encrypted bytes under their SHA-256 (signed request)',
        responses: {
          201: json('kept'),
          400: json('not these bytes'),
          403: json('forbidden'),
          411: json('no length'),
          413: json('too large'),
          429: json('too much in an hour'),
          507: json('full'),
        },
      },
    },
    '/yjs/{shop}/{document}': {
      ...get('WebSocket: a document as stored, or view/catalogue, view/stock, view/today; read-only for y-websocket', {
        101: { description: 'upgraded' },
        403: json('token'),
        404: json('no such document'),
        426: json('not a WebSocket'),
      }),
      parameters: [
        { name: 'shop', in: 'path', required: true, schema: { type: 'string' } },
        { name: 'document', in: 'path', required: true, schema: { type: 'string' } },
        { name: 'token', in: 'query', required: true, schema: { type: 'string' } },
      ],
    },
    '/sync/{shop}': {
      ...get('WebSocket: the sync protocol', { 101: { description: 'upgraded' }, 426: json('not a WebSocket') }),
      parameters: [
        { name: 'shop', in: 'path', required: true, schema: { type: 'string', minLength: 43, maxLength: 43 } },
        {
          name: 'create',
          in: 'query',
          schema: { type: 'string' },
          description: 'token that allows to bring a new shop',
        },
      ],
    },
  },
} as const;
