const NOTES = [523, 659, 784];
const NOTE_S = 0.6;

/** Plays three notes that rise, loud enough for a room. Answers false where the browser has no sound. */
export function playTone(): boolean {
  try {
    const context = new AudioContext();
    void context.resume();
    const start = context.currentTime;
    for (const [at, frequency] of NOTES.entries()) {
      const note = new OscillatorNode(context, { type: 'sine', frequency });
      const volume = new GainNode(context, { gain: 0.4 });
      note.connect(volume).connect(context.destination);
      note.start(start + at * NOTE_S);
      volume.gain.setTargetAtTime(0, start + (at + 0.8) * NOTE_S, 0.03);
      note.stop(start + (at + 1) * NOTE_S);
    }
    setTimeout(() => void context.close(), NOTES.length * NOTE_S * 1_000 + 500);
    return true;
  } catch {
    return false;
  }
}
