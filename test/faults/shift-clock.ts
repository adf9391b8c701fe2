/**
 * Loaded into a server with `--import`: each SIGUSR2 moves the process's wall clock, first an hour ahead, then an hour
 * behind, then back to the truth. The database's clock stays.
 */
const STEPS_MS = [3_600_000, -3_600_000, 0] as const;
const TrueDate = Date;
let step = 0;
let offsetMs = 0;

class ShiftedDate extends TrueDate {
  constructor(...parts: []) {
    if (parts.length === 0) super(TrueDate.now() + offsetMs);
    else super(...parts);
  }

  static override now(): number {
    return TrueDate.now() + offsetMs;
  }
}

globalThis.Date = ShiftedDate as DateConstructor;
process.on('SIGUSR2', () => {
  offsetMs = STEPS_MS[step % STEPS_MS.length] ?? 0;
  step += 1;
});
