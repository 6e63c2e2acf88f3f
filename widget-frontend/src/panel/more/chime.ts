import type { Message } from "@stonechat/openapi/types";

/** The tab whose panel has the focus goes first, and stays silent for all. */
const OTHERS_WAIT_MS = 250;
/** As long as other tabs may need to hear of the same message. */
const HELD_MS = 5_000;
const NOTES = [
  { hertz: 660, at: 0 },
  { hertz: 880, at: 0.11 },
];
const LENGTH_S = 0.32;
const LOUDNESS = 0.12;

/** A short sound for a message: in one tab only, and not under the eyes of its reader. */
export class Chime {
  readonly #isWatched: () => boolean;
  readonly #isMuted: () => boolean;
  #audio: AudioContext | null = null;

  constructor(isWatched: () => boolean, isMuted: () => boolean) {
    this.#isWatched = isWatched;
    this.#isMuted = isMuted;
  }

  async ring({ id }: Pick<Message, "id">): Promise<void> {
    const watched = this.#isWatched();
    // A tab that may not make a sound leaves it to another one.
    if (!watched && (this.#isMuted() || !mayPlay())) return;
    if (!watched) await pause(OTHERS_WAIT_MS);
    const locks = (navigator as Partial<Navigator>).locks;
    if (locks) {
      await locks.request(`stonechat-sound:${id}`, { ifAvailable: true }, async (lock) => {
        if (!lock) return;
        if (!watched) this.#play();
        await pause(HELD_MS);
      });
    } else if (!watched && document.visibilityState === "visible") {
      // Without locks (plain http) the tab in the foreground is the one.
      this.#play();
    }
  }

  stop(): void {
    void this.#audio?.close();
    this.#audio = null;
  }

  #play(): void {
    this.#audio ??= new AudioContext();
    const audio = this.#audio;
    if (audio.state === "suspended") void audio.resume();
    for (const { hertz, at } of NOTES) {
      const start = audio.currentTime + at;
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = hertz;
      volume.gain.setValueAtTime(0, start);
      volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.01);
      volume.gain.exponentialRampToValueAtTime(0.001, start + LENGTH_S);
      tone.connect(volume).connect(audio.destination);
      tone.start(start);
      tone.stop(start + LENGTH_S);
    }
  }
}

/** Browsers refuse a sound before the customer has done something on the page, and say so loudly in the console. */
function mayPlay(): boolean {
  if (typeof AudioContext === "undefined") return false;
  const { userActivation } = navigator as Partial<Navigator>;
  return userActivation?.hasBeenActive ?? true;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
