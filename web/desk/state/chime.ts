let context: AudioContext | null = null;

/** Two soft notes: something has been offered. Silent where the browser does not allow sound yet. */
export const playChime = (): void => {
  context ??= new AudioContext();
  if (context.state !== 'running') {
    // Browsers keep sound back until the page has been touched.
    void context.resume();
    return;
  }
  const start = context.currentTime;
  for (const [at, hertz] of [
    [0, 660],
    [0.14, 880],
  ] as const) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, start + at);
    volume.gain.linearRampToValueAtTime(0.12, start + at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, start + at + 0.3);
    tone.connect(volume).connect(context.destination);
    tone.start(start + at);
    tone.stop(start + at + 0.32);
  }
};
