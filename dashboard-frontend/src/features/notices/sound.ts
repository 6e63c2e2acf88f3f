const NOTES = [
  { hertz: 784, at: 0 },
  { hertz: 1047, at: 0.09 },
];
const LASTS_S = 0.28;
const LOUD = 0.09;
/** A browser that lets nothing sound before the first click says so by not waking up within this. */
const WAKES_WITHIN_MS = 150;

let context: AudioContext | null = null;

/** Two short notes, made here: no file is loaded. Where the browser allows no sound yet, there is none. */
export async function playTone(): Promise<void> {
  context ??= new AudioContext();
  if (context.state !== "running") {
    const pause = new Promise((resolve) => setTimeout(resolve, WAKES_WITHIN_MS));
    await Promise.race([context.resume().catch(() => undefined), pause]);
  }
  if (context.state !== "running") return;
  for (const { hertz, at } of NOTES) playNote(context, hertz, context.currentTime + at);
}

function playNote(audio: AudioContext, hertz: number, at: number): void {
  const note = audio.createOscillator();
  const volume = audio.createGain();
  note.frequency.value = hertz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(LOUD, at + 0.01);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + LASTS_S);
  note.connect(volume).connect(audio.destination);
  note.start(at);
  note.stop(at + LASTS_S);
}
