/**
 * A tick when a code was understood, a double low tone when not, and a short vibration on phones. Made by Web Audio: no
 * files to fetch, nothing to preload. A browser that refuses sound before a first touch simply stays silent.
 */
import { preferences } from './preferences.ts';

let audio: AudioContext | null = null;

function tone(frequency: number, start: number, length: number): void {
  if (audio === null) return;
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.frequency.value = frequency;
  gain.gain.value = 0.08;
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(audio.currentTime + start);
  oscillator.stop(audio.currentTime + start + length);
}

export function beep(understood: boolean): void {
  navigator.vibrate?.(understood ? 20 : [60, 40, 60]);
  if (!preferences().sound) return;
  if (typeof AudioContext === 'undefined') return;
  audio ??= new AudioContext();
  if (audio.state !== 'running') {
    // A machine without a sound device refuses: the screen says it all the same.
    audio.resume().catch(() => undefined);
    return;
  }
  if (understood) {
    tone(1800, 0, 0.04);
    return;
  }
  tone(320, 0, 0.09);
  tone(320, 0.14, 0.09);
}
