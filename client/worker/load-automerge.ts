/**
 * Automerge, when nobody is at work: 3.6 MB of wasm from our own origin, in a chunk of its own. Nothing that a till does
 * needs it.
 */
import wasmUrl from '@automerge/automerge/automerge.wasm?url';
import type { AutomergeApi } from '../../shared/policy/policy-log.ts';

let loading: Promise<AutomergeApi | null> | null = null;

/** `null` when it cannot be had now (never fetched, and no network); asked again, it is tried again. */
export function loadAutomerge(): Promise<AutomergeApi | null> {
  loading ??= load().catch(() => {
    loading = null;
    return null;
  });
  return loading;
}

async function load(): Promise<AutomergeApi> {
  const automerge = await import('@automerge/automerge/slim');
  await automerge.initializeWasm(wasmUrl);
  return automerge;
}
