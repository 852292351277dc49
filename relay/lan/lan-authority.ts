/**
 * A certificate authority of the shop's own, so that phones on its network get https without a domain. Its certificate
 * is installed once on each phone, so it is held short: it can sign for private addresses and names alone (critical name
 * constraints, RFC 5280 §4.2.1.10), and for no further authority. Whoever steals its key still can't pass for a bank.
 *
 * The server's own certificate lives for 397 days (the longest that browsers take) and is made anew when it has less
 * than 30 left or the machine has another address. Keys: ECDSA P-256, files in `<data>/lan`, readable by the owner only.
 */
import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_nameConstraints,
  NameConstraints,
} from '@peculiar/asn1-x509';
import * as x509 from '@peculiar/x509';
import { type LanNames, PRIVATE_DOMAINS, PRIVATE_RANGES } from './lan-names.ts';

export interface LanCertificate {
  /** PEM: the server's certificate and the authority's behind it. */
  readonly cert: string;
  readonly key: string;
  /** The authority's certificate, DER: what a phone installs. */
  readonly authority: Uint8Array;
  /** Short hex of the authority's SHA-256, to compare by eye. */
  readonly fingerprint: string;
}

const DAY_MS = 86_400_000;
const AUTHORITY_DAYS = 3650;
const SERVER_DAYS = 397;
const RENEW_DAYS = 30;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/**
 * Reads or makes both. Throws an Error with a plain sentence when a file is there but is no certificate or key: it is never
 * overwritten, since phones trust it.
 */
export async function lanCertificate(dataFolder: string, names: LanNames, now: Date): Promise<LanCertificate> {
  const folder = path.join(dataFolder, 'lan');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const authority =
    (await readPair(folder, 'authority')) ?? (await makePair(folder, 'authority', (keys) => signAuthority(keys, now)));
  if (authority.certificate.notAfter.getTime() <= now.getTime()) {
    throw new Error(
      `The network's own certificate authority ended on ${authority.certificate.notAfter.toISOString().slice(0, 10)}. Move ${folder} away and start again; each phone then installs the new one.`,
    );
  }
  let server = await readPair(folder, 'server');
  if (server === null || !isGood(server, authority, names, now)) {
    server = await makePair(folder, 'server', (keys) => signServer(keys, authority, names, now));
  }
  const digest = new Uint8Array(await authority.certificate.getThumbprint('SHA-256', webcrypto));
  return {
    cert: `${server.certificate.toString('pem')}\n${authority.certificate.toString('pem')}\n`,
    key: server.keyPem,
    authority: new Uint8Array(authority.certificate.rawData),
    fingerprint: Buffer.from(digest.subarray(0, 8))
      .toString('hex')
      .replace(/..(?=.)/g, '$&:')
      .toUpperCase(),
  };
}

interface Pair {
  readonly certificate: x509.X509Certificate;
  readonly privateKey: webcrypto.CryptoKey;
  readonly keyPem: string;
}

async function readPair(folder: string, name: string): Promise<Pair | null> {
  let cert: string;
  let keyPem: string;
  try {
    cert = await readFile(path.join(folder, `${name}.crt`), 'utf8');
    keyPem = await readFile(path.join(folder, `${name}.key`), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    const [der] = x509.PemConverter.decode(keyPem);
    if (der === undefined) throw new Error('no key');
    const privateKey = await webcrypto.subtle.importKey('pkcs8', der, ALGORITHM, false, ['sign']);
    return { certificate: new x509.X509Certificate(cert), privateKey, keyPem };
  } catch {
    throw new Error(
      `${path.join(folder, name)}.crt or .key can't be read. Restore it, or move it away and start again.`,
    );
  }
}

async function makePair(
  folder: string,
  name: string,
  sign: (keys: webcrypto.CryptoKeyPair) => Promise<x509.X509Certificate>,
): Promise<Pair> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await sign(keys);
  const keyPem = x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  // The key first: a certificate without its key would count as a pair that was damaged.
  await put(path.join(folder, `${name}.key`), keyPem);
  await put(path.join(folder, `${name}.crt`), certificate.toString('pem'));
  return { certificate, privateKey: keys.privateKey, keyPem };
}

async function put(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** 127 random bits, positive: no two certificates of one authority alike. */
function serial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

function signAuthority(keys: webcrypto.CryptoKeyPair, now: Date): Promise<x509.X509Certificate> {
  const permitted = [
    ...PRIVATE_DOMAINS.map((dNSName) => new GeneralName({ dNSName })),
    ...PRIVATE_RANGES.map((iPAddress) => new GeneralName({ iPAddress })),
  ].map((base) => new GeneralSubtree({ base }));
  const constraints = new NameConstraints({ permittedSubtrees: new GeneralSubtrees(permitted) });
  const name = `CN=Hecang LAN ${randomBytes(3).toString('hex')}`;
  return x509.X509CertificateGenerator.create(
    {
      serialNumber: serial(),
      subject: name,
      issuer: name,
      notBefore: new Date(now.getTime() - DAY_MS),
      notAfter: new Date(now.getTime() + AUTHORITY_DAYS * DAY_MS),
      publicKey: keys.publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        new x509.Extension(id_ce_nameConstraints, true, AsnConvert.serialize(constraints)),
      ],
    },
    webcrypto,
  );
}

async function signServer(
  keys: webcrypto.CryptoKeyPair,
  authority: Pair,
  names: LanNames,
  now: Date,
): Promise<x509.X509Certificate> {
  const end = Math.min(now.getTime() + SERVER_DAYS * DAY_MS, authority.certificate.notAfter.getTime());
  return x509.X509CertificateGenerator.create(
    {
      serialNumber: serial(),
      subject: `CN=${names.hosts[1] ?? 'localhost'}`,
      issuer: authority.certificate.subject,
      notBefore: new Date(now.getTime() - DAY_MS),
      notAfter: new Date(end),
      publicKey: keys.publicKey,
      signingKey: authority.privateKey,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension([
          ...names.hosts.map((value) => ({ type: 'dns' as const, value })),
          ...names.addresses.map((value) => ({ type: 'ip' as const, value })),
        ]),
        await x509.AuthorityKeyIdentifierExtension.create(authority.certificate.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
}

/** Signed by this authority, for all these names, and for a month more at least. */
function isGood({ certificate }: Pair, authority: Pair, names: LanNames, now: Date): boolean {
  if (certificate.issuer !== authority.certificate.subject) return false;
  if (certificate.notAfter.getTime() - now.getTime() < RENEW_DAYS * DAY_MS) return false;
  const named = certificate.getExtension(x509.SubjectAlternativeNameExtension)?.names.items.map(({ value }) => value);
  return [...names.hosts, ...names.addresses].every((name) => named?.includes(name) === true);
}
