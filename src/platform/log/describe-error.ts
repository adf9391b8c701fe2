interface DescribedError {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly constraint?: string;
  readonly stack: readonly string[];
  readonly cause?: DescribedError;
}

/** SQLSTATE of errors whose message repeats the offending value: class 22 (data) and 23 (integrity). */
const REPEATS_VALUES = /^2[23][0-9A-Z]{3}$/;
const DEEPEST_CAUSE = 4;

const textField = (error: Error, name: string): string | undefined => {
  const value = (error as unknown as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : undefined;
};

const frames = (error: Error): readonly string[] =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .map((line) => line.trim());

/**
 * What the log may say of an error: never the statement, its parameters or the database's detail, which may hold
 * what a person wrote.
 */
export const describeError = (error: Error, depth = 0): DescribedError => {
  const code = textField(error, 'code');
  const constraint = textField(error, 'constraint_name');
  const withheld = code !== undefined && REPEATS_VALUES.test(code);
  return {
    name: error.name,
    message: withheld ? `the database refused a value (${code})` : error.message,
    ...(code === undefined ? {} : { code }),
    ...(constraint === undefined ? {} : { constraint }),
    stack: frames(error),
    ...(error.cause instanceof Error && depth < DEEPEST_CAUSE
      ? { cause: describeError(error.cause, depth + 1) }
      : {}),
  };
};
