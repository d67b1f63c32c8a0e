import { type Melody, play as playMelody } from '../../shared/synthesizer.js';

/** What a code came to, as it sounds; and what organizers announce, important or urgent. */
export type Tune = 'yes' | 'later' | 'already' | 'no' | 'chime' | 'alarm';

/** Up for yes, one low for no, so that nobody has to look. */
const TUNES: Record<Tune, Pick<Melody, 'notes' | 'shape'> & { buzz: number[] }> = {
  yes: { notes: [660, 990], shape: 'sine', buzz: [60] },
  later: { notes: [660, 990], shape: 'sine', buzz: [60] },
  already: { notes: [660], shape: 'sine', buzz: [60] },
  chime: { notes: [523, 659, 784], shape: 'sine', buzz: [120] },
  alarm: { notes: [880, 587, 880, 587, 880, 587], shape: 'square', buzz: [300, 150, 300, 150, 300] },
  no: { notes: [185, 185], shape: 'square', buzz: [140, 70, 140] },
};

/** Buzzes, and sounds if it may. Never throws: the roll goes on without sound. */
export function play(kind: Tune, isHeard: boolean): void {
  const { notes, shape, buzz } = TUNES[kind];
  try {
    // Before the page was touched a browser refuses, and writes a fault.
    if (navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.(buzz);
    if (isHeard) playMelody({ notes, shape, seconds: 0.12, loudness: 0.2 });
  } catch {
    // No sound card, or an old browser.
  }
}
