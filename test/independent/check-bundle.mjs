// A second checker of proof bundles (shared/bundle/SPEC.md), written from the specification alone: plain Node, nothing of
// this project imported. It checks what needs no policy: order, chains, part hashes, names, seals, who enrolled whose key,
// manifest and the exporter's seal. `node test/independent/check-bundle.mjs FILE` prints the faults and exits 0 or 1.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';

const sha = (...pieces) => {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
};
const raw = (text) => Buffer.from(String(text), 'base64url');
const name16 = (head) => head.subarray(0, 16).toString('base64url');
const ed25519 = (key, message, signature) => {
  try {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key).toString('base64url') };
    return verify(null, message, createPublicKey({ key: jwk, format: 'jwk' }), signature);
  } catch {
    return false;
  }
};

/** The faults of a bundle's text, as [kind, where]; none when all is well. */
export function faultsOf(text) {
  const faults = [];
  const fault = (kind, where) => faults.push([kind, where]);
  const keys = new Map();
  const learn = (key) => keys.set(sha(key).subarray(0, 18).toString('base64url'), key);
  const feeds = new Map();
  const enrolled = new Set();
  const later = [];
  let digest = Buffer.alloc(32);
  let shop = null;
  let exporter = null;
  let due = 1;
  let commits = 0;
  let manifest = null;
  let sealed = false;

  const lines = text.endsWith('\n') ? text.slice(0, -1).split('\n') : text.split('\n');
  for (const [at, line] of lines.entries()) {
    const before = digest;
    digest = sha(digest, `${line}\n`);
    let read = null;
    try {
      read = JSON.parse(line);
    } catch {
      // told below
    }
    if (!Array.isArray(read)) {
      fault('line', at + 1);
      if (at === 0) return faults;
    } else if (at === 0 && read[0] !== 'hecang bundle 1') {
      return [['head', 1]];
    } else if (read[0] === 'hecang bundle 1') {
      if (at !== 0) fault('line', at + 1);
      shop = raw(read[1]);
      exporter = raw(read[2]);
      learn(exporter);
    } else if (read[0] === 'key') {
      learn(raw(read[1]));
    } else if (read[0] === 'manifest') {
      manifest = read;
    } else if (read[0] === 'seal') {
      sealed = true;
      if (!ed25519(exporter, Buffer.concat([Buffer.from('hecang bundle 1'), shop, before]), raw(read[1])))
        fault('bundle-seal', at + 1);
    } else {
      commit(read, at + 1);
    }
  }

  function commit([number, feed, seq, headerText, parts, seal, after = null], line) {
    commits++;
    if (number !== due) fault('number', line);
    due = number + 1;
    const lane = feeds.get(feed) ?? new Map([[0, [{ head: sha(shop, feed), next: false, good: true, up: null }]]]);
    feeds.set(feed, lane);
    const there = lane.get(seq - 1) ?? [];
    const up = after === null ? there[0] : there.find((one) => name16(one.head) === after);
    if (up === undefined) return fault('chain', `${feed} ${seq}`);
    up.next = true;
    const place = { head: sha(up.head, headerText), next: false, good: false, up, seq };
    lane.set(seq, [...(lane.get(seq) ?? []), place]);
    let header;
    try {
      header = JSON.parse(headerText);
    } catch {
      return fault('header', `${feed} ${seq}`);
    }
    const names = [...(header.d ?? [])];
    for (const [i, [document, , hash]] of (header.p ?? []).entries()) {
      const part = parts[i];
      if (part == null) continue;
      if (sha(part).toString('base64url') !== hash) {
        fault('part', `${feed} ${seq} ${document}`);
        continue;
      }
      if (document === 'policy') policy(JSON.parse(part).e[0], part, number);
      if (document.startsWith('listing/'))
        for (const entry of JSON.parse(part).e) names.push(...(entry.kind === 'list' ? entry.of : [entry.of]));
    }
    for (const name of names) {
      const named = feeds.get(name[0])?.get(name[1]);
      if (named === undefined) later.push(name);
      else if (!named.some((one) => name16(one.head) === name[2])) fault('name', `${name[0]} ${name[1]}`);
    }
    if (seal !== null) seals(feed, seq, place, raw(seal));
  }

  function seals(feed, seq, place, signature) {
    const counted = Buffer.alloc(8);
    counted.writeBigUInt64BE(BigInt(seq));
    const told = Buffer.from(feed);
    const message = Buffer.concat([
      Buffer.from('hecang seal 1'),
      shop,
      Buffer.of(told.length),
      told,
      counted,
      place.head,
    ]);
    const key = keys.get(feed.slice(0, 24));
    if (key === undefined || !ed25519(key, message, signature)) return fault('seal', `${feed} ${seq}`);
    for (let one = place; one !== null && !one.good; one = one.up) one.good = true;
  }

  function policy(action, part, number) {
    if (number === 1) {
      if (action?.kind !== 'genesis' || !sha(part).equals(shop)) fault('genesis', 1);
      for (const key of [action.publicKey, action.recoveryKey, action.witnessKey]) enrol(raw(key));
    } else if (action.kind === 'enrol' || action.kind === 'redeem') {
      if (action.publicKey !== undefined) enrol(raw(action.publicKey));
    } else if (action.kind === 'witness' && action.publicKey !== undefined) {
      enrol(raw(action.publicKey));
    } else if (action.kind === 'retract' && action.witness?.publicKey !== undefined) {
      enrol(raw(action.witness.publicKey));
    }
  }
  function enrol(key) {
    learn(key);
    enrolled.add(sha(key).subarray(0, 18).toString('base64url'));
  }

  for (const name of later) fault(feeds.get(name[0])?.has(name[1]) ? 'order' : 'cause', `${name[0]} ${name[1]}`);
  const told = new Set((manifest?.[2] ?? []).map((one) => one.join(' ')));
  for (const [feed, lane] of feeds) {
    if (!enrolled.has(feed.slice(0, 24))) fault('enrolment', feed);
    for (const place of [...lane.values()].flat()) {
      if (place.up === null || place.next) continue;
      if (!place.good) fault('unsealed', `${feed} ${place.seq}`);
      if (!told.delete(`${feed} ${place.seq} ${place.head.toString('base64url')}`)) fault('manifest', feed);
    }
  }
  if (commits === 0) fault('genesis', 1);
  else if (!enrolled.has(sha(exporter).subarray(0, 18).toString('base64url'))) fault('exporter', 1);
  if (manifest === null || !sealed) fault('truncated', lines.length);
  else if (manifest[1] !== commits || told.size > 0) fault('manifest', commits);
  return faults;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const bytes = readFileSync(process.argv[2] ?? '');
  const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
  const faults = faultsOf(text);
  for (const [kind, where] of faults) console.log(`${kind}: ${where}`);
  console.log(faults.length === 0 ? 'no fault' : `${faults.length} faults`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
