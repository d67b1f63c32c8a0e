import { type Melody, play } from '../../shared/synthesizer.js';

/** Three notes that rise, loud enough for a room. */
const TONE: Melody = { notes: [523, 659, 784], seconds: 0.6, shape: 'sine', loudness: 0.4 };

/** Answers false where the browser has no sound. */
export function playTone(): boolean {
  try {
    play(TONE);
    return true;
  } catch {
    return false;
  }
}
