/** What a code came to, as it sounds; and what organizers announce, important or urgent. */
export type Tune = 'yes' | 'later' | 'already' | 'no' | 'chime' | 'alarm';

/** Notes one after another, in Hz: up for yes, one low for no, so that nobody has to look. */
const TUNES: Record<Tune, { notes: number[]; shape: OscillatorType; buzz: number[] }> = {
  yes: { notes: [660, 990], shape: 'sine', buzz: [60] },
  later: { notes: [660, 990], shape: 'sine', buzz: [60] },
  already: { notes: [660], shape: 'sine', buzz: [60] },
  chime: { notes: [523, 659, 784], shape: 'sine', buzz: [120] },
  alarm: { notes: [880, 587, 880, 587, 880, 587], shape: 'square', buzz: [300, 150, 300, 150, 300] },
  no: { notes: [185, 185], shape: 'square', buzz: [140, 70, 140] },
};
const NOTE_S = 0.12;
const LOUDNESS = 0.2;
let context: AudioContext | null = null;

/** Buzzes, and sounds if it may. Never throws: the roll goes on without sound. */
export function play(kind: Tune, isHeard: boolean): void {
  const { notes, shape, buzz } = TUNES[kind];
  try {
    // Before the page was touched a browser refuses, and writes a fault.
    if (navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.(buzz);
    if (!isHeard) return;
    context ??= new AudioContext();
    // Browsers hold sound back until the page was touched.
    if (context.state === 'suspended') void context.resume();
    const start = context.currentTime;
    for (const [at, frequency] of notes.entries()) {
      const note = new OscillatorNode(context, { type: shape, frequency });
      const volume = new GainNode(context, { gain: LOUDNESS });
      note.connect(volume).connect(context.destination);
      note.start(start + at * NOTE_S);
      volume.gain.setTargetAtTime(0, start + (at + 0.8) * NOTE_S, 0.015);
      note.stop(start + (at + 1) * NOTE_S);
    }
  } catch {
    // No sound card, or an old browser.
  }
}
