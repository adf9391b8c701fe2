import { recall, remember } from './device.ts';
import { state } from './state.ts';

let context: AudioContext | null = null;
let lastAt = 0;

export const soundAtStart = (): boolean => recall('sound') !== 'off';
export const setSound = (sound: boolean): void => {
  remember('sound', sound ? 'on' : 'off');
  state.patch({ sound });
};

const play = (audio: AudioContext): void => {
  const gain = audio.createGain();
  gain.connect(audio.destination);
  gain.gain.setValueAtTime(0.0001, audio.currentTime);
  gain.gain.exponentialRampToValueAtTime(0.08, audio.currentTime + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + 0.4);
  for (const [hertz, delay] of [
    [660, 0],
    [880, 0.1],
  ] as const) {
    const tone = audio.createOscillator();
    tone.frequency.value = hertz;
    tone.connect(gain);
    tone.start(audio.currentTime + delay);
    tone.stop(audio.currentTime + 0.45);
  }
};

/** A short sound for an answer that is not being looked at. Browsers allow it once the person has touched the page. */
export const ring = (id: string): void => {
  const { sound, screen, isOpen } = state.get();
  const seen =
    isOpen && document.hasFocus() && screen.name === 'chat' && screen.id === id && !document.hidden;
  if (!sound || seen || Date.now() - lastAt < 2_000) return;
  lastAt = Date.now();
  context ??= new AudioContext();
  if (context.state === 'running') play(context);
  else
    void context.resume().then(
      () => context && play(context),
      () => undefined,
    );
};
