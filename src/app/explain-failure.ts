import { DamagedArchive } from '../adapters/backup/archive.ts';
import { BackupProblem } from '../adapters/backup/dump-database.ts';
import { RestoreProblem } from '../adapters/backup/load-database.ts';
import { DataInUse } from '../adapters/embedded-postgres/lock.ts';
import { KeyFileProblem } from '../adapters/key-file/key-file.ts';
import { isConnectionFailure } from '../adapters/postgres/errors.ts';
import { MigrationProblem } from '../adapters/postgres/migrate.ts';
import { LabelFault } from '../features/tracing/index.ts';
import { ConfigProblems } from '../platform/config/read-config.ts';
import { EXIT } from './exit-codes.ts';

export interface Explanation {
  readonly sentences: readonly string[];
  readonly exitCode: number;
}

/** A failure with a sentence of its own, for commands. */
export class Refusal extends Error {
  readonly exitCode: number;
  constructor(sentence: string, exitCode: number = EXIT.configuration) {
    super(sentence);
    this.name = 'Refusal';
    this.exitCode = exitCode;
  }
}

const explainSystemError = (error: NodeJS.ErrnoException): Explanation | undefined => {
  const { code } = error;
  const { port } = error as { port?: unknown };
  if (code === 'EADDRINUSE' && typeof port === 'number') {
    return {
      sentences: [
        `Port ${port} is taken by another program. Stop that one, or set MAINSTAY_HTTP_PORT or MAINSTAY_DEMO_EXCHANGE_PORT to another.`,
      ],
      exitCode: EXIT.temporary,
    };
  }
  if (code === 'ENOSPC') {
    return { sentences: ['The disk is full.'], exitCode: EXIT.temporary };
  }
  if (isConnectionFailure(error)) {
    return {
      sentences: [`The database cannot be reached: ${error.message || String(code)}.`],
      exitCode: EXIT.temporary,
    };
  }
  return undefined;
};

const SELF_EXPLAINING = [
  LabelFault,
  KeyFileProblem,
  MigrationProblem,
  BackupProblem,
  DamagedArchive,
  RestoreProblem,
] as const;

const AUTHENTICATION_CODES: ReadonlySet<string> = new Set(['28P01', '28000', '3D000']);

/** Sentences for a failure that an operator can mend; undefined for a bug, which deserves its stack. */
export const explainFailure = (error: unknown): Explanation | undefined => {
  if (error instanceof ConfigProblems) {
    return { sentences: error.sentences, exitCode: EXIT.configuration };
  }
  if (error instanceof Refusal) return { sentences: [error.message], exitCode: error.exitCode };
  if (SELF_EXPLAINING.some((kind) => error instanceof kind)) {
    return { sentences: [(error as Error).message], exitCode: EXIT.configuration };
  }
  if (error instanceof DataInUse) return { sentences: [error.message], exitCode: EXIT.temporary };
  if (!(error instanceof Error)) return undefined;
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined && AUTHENTICATION_CODES.has(code)) {
    return {
      sentences: [`The database refuses DATABASE_URL: ${error.message}.`],
      exitCode: EXIT.configuration,
    };
  }
  return explainSystemError(error as NodeJS.ErrnoException);
};
