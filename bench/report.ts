/** How a figure is compared with its goal. */
export interface GoalInput {
  readonly op: '<=' | '>=';
  readonly value: number;
}

export interface ReportInput {
  readonly suite: string;
  /** Figure names carry their units: `match_10000_by_1000_ms`. */
  readonly figures: Readonly<Record<string, number>>;
  readonly goals: Readonly<Record<string, GoalInput>>;
  /** Whether to end with one line of JSON. */
  readonly json: boolean;
}

export interface ReportLine {
  readonly suite: string;
  readonly figures: Readonly<Record<string, number>>;
  readonly goals: Readonly<Record<string, GoalInput & { readonly met: boolean }>>;
  readonly ok: boolean;
}

/** Compares figures with goals. A goal without its figure is not met. */
export const summarise = (input: Omit<ReportInput, 'json'>): ReportLine => {
  const goals = Object.fromEntries(
    Object.entries(input.goals).map(([name, goal]) => [
      name,
      { ...goal, met: isMet(input.figures[name], goal) },
    ]),
  );
  return {
    suite: input.suite,
    figures: input.figures,
    goals,
    ok: Object.values(goals).every((goal) => goal.met),
  };
};

const isMet = (figure: number | undefined, goal: GoalInput): boolean => {
  if (figure === undefined || Number.isNaN(figure)) return false;
  return goal.op === '<=' ? figure <= goal.value : figure >= goal.value;
};

/**
 * Prints a figure a line and, with `json`, one last line of JSON. A missed goal sets the exit code to 1, unless the
 * process was told that figures are only to be looked at (`--no-fail`).
 */
export const report = (input: ReportInput): ReportLine => {
  const line = summarise(input);
  const width = Math.max(0, ...Object.keys(line.figures).map((name) => name.length));
  for (const [name, value] of Object.entries(line.figures)) {
    const goal = line.goals[name];
    const verdict =
      goal === undefined ? '' : `  goal ${goal.op} ${goal.value}  ${goal.met ? 'met' : 'MISSED'}`;
    console.log(`${name.padEnd(width)}  ${format(value)}${verdict}`);
  }
  for (const [name, goal] of Object.entries(line.goals)) {
    if (line.figures[name] === undefined)
      console.log(`${name.padEnd(width)}  not measured  goal ${goal.op} ${goal.value}  MISSED`);
  }
  if (input.json) console.log(JSON.stringify(line));
  if (!line.ok && !process.argv.includes('--no-fail')) process.exitCode = 1;
  return line;
};

const format = (value: number): string =>
  (Number.isInteger(value) ? String(value) : value.toPrecision(4)).padStart(10);

/** The value below which the given share (0 to 1) of the numbers lies. NaN when there are none. */
export const quantile = (numbers: readonly number[], share: number): number => {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
};
