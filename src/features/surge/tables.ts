/** Filled by this slice alone; the columns are explained in the migration. */
declare module '../../ports/database.ts' {
  interface Tables {
    surge_mode: { only_row: boolean };
    surge_calls: { conversation_id: string };
  }
}

export {};
