/** Exit codes of sysexits(3). */
export const EXIT = {
  /** A command was called wrongly. */
  usage: 64,
  /** A setting is wrong or missing. */
  configuration: 78,
  /** Something that may pass: a taken port, data in use. */
  temporary: 75,
  /** A bug, or a database that cannot be reached. */
  failure: 1,
  /** Forced by a second Ctrl-C. */
  interrupted: 130,
} as const;
