import type { Environment } from './read-config.ts';
import { SETTING_NOTES } from './settings.ts';

/**
 * One field for each setting, for the log of a start: the value as given, `[set]` for secrets,
 * the default or `[not set]`.
 */
export const describeConfig = (environment: Environment): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(SETTING_NOTES).map(([name, note]) => {
      const given = environment[name]?.trim();
      if (given === undefined || given === '') return [name, note.standard ?? '[not set]'];
      return [name, note.secret ? '[set]' : given];
    }),
  );
