/** Notes one after another, in Hz. */
export interface Melody {
  notes: readonly number[];
  /** How long each of them lasts. */
  seconds: number;
  shape: OscillatorType;
  /** 0 … 1. */
  loudness: number;
}

/** A note dies away before the next, so that it ends without a click. */
const FADES_AT = 0.8;
let context: AudioContext | null = null;

/**
 * The page's one way to the loudspeaker. Browsers hold it back until the page was touched: this asks again.
 * @throws where there is no sound card, or in an old browser
 */
export function loudspeaker(): AudioContext {
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume().catch(() => undefined);
  return context;
}

/** @throws as `loudspeaker` */
export function play({ notes, seconds, shape, loudness }: Melody): void {
  const audio = loudspeaker();
  for (const [nth, frequency] of notes.entries()) {
    const start = audio.currentTime + nth * seconds;
    const note = new OscillatorNode(audio, { type: shape, frequency });
    const volume = new GainNode(audio, { gain: loudness });
    note.connect(volume).connect(audio.destination);
    note.start(start);
    volume.gain.setTargetAtTime(0, start + FADES_AT * seconds, seconds / 8);
    note.stop(start + seconds);
  }
}
