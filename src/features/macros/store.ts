import { sql } from 'kysely';
import type { MacroInput } from '../../contract/automation.ts';
import type { Action } from '../../core/automation/rule.ts';
import type { Connection, Transaction } from '../../ports/database.ts';

interface MacrosTable {
  macro_id: string;
  shortcut: string;
  title: string;
  category: string | null;
  texts: unknown;
  actions: unknown;
  visibility: string;
  owner_id: string;
  team_id: string | null;
  used: number;
  created_at: Date;
  updated_at: Date;
}

declare module '../../ports/database.ts' {
  interface Tables {
    macros: MacrosTable;
  }
}

export interface StoredMacro extends MacroInput {
  readonly id: string;
  readonly ownerId: string;
  readonly used: number;
}

interface Row {
  macro_id: string;
  shortcut: string;
  title: string;
  category: MacroInput['category'];
  texts: MacroInput['texts'];
  actions: Action[];
  visibility: MacroInput['visibility'];
  owner_id: string;
  team_id: string | null;
  used: number;
}

const toMacro = (row: Row): StoredMacro => ({
  id: row.macro_id,
  shortcut: row.shortcut,
  title: row.title,
  category: row.category,
  texts: row.texts,
  actions: row.actions,
  visibility: row.visibility,
  teamId: row.team_id,
  ownerId: row.owner_id,
  used: row.used,
});

/** All macros, by shortcut. */
export const listAllMacros = async (connection: Connection): Promise<readonly StoredMacro[]> => {
  const { rows } = await sql<Row>`
    SELECT macro_id, shortcut, title, category, texts, actions, visibility, owner_id, team_id, used
    FROM macros ORDER BY shortcut, created_at`.execute(connection);
  return rows.map(toMacro);
};

export const findMacro = async (
  connection: Connection,
  id: string,
): Promise<StoredMacro | undefined> => {
  const { rows } = await sql<Row>`
    SELECT macro_id, shortcut, title, category, texts, actions, visibility, owner_id, team_id, used
    FROM macros WHERE macro_id = ${id}`.execute(connection);
  return rows.map(toMacro)[0];
};

export const saveMacro = async (
  trx: Transaction,
  macro: Omit<StoredMacro, 'used'>,
): Promise<void> => {
  const json = (value: unknown) => sql`${JSON.stringify(value)}::text::jsonb`;
  await sql`
    INSERT INTO macros (macro_id, shortcut, title, category, texts, actions, visibility, owner_id, team_id)
    VALUES (${macro.id}, ${macro.shortcut}, ${macro.title}, ${macro.category}, ${json(macro.texts)},
      ${json(macro.actions)}, ${macro.visibility}, ${macro.ownerId}, ${macro.teamId})
    ON CONFLICT (macro_id) DO UPDATE SET shortcut = excluded.shortcut, title = excluded.title,
      category = excluded.category, texts = excluded.texts, actions = excluded.actions,
      visibility = excluded.visibility, team_id = excluded.team_id, updated_at = clock_timestamp()`.execute(
    trx,
  );
};

export const deleteMacro = async (trx: Transaction, id: string): Promise<void> => {
  await sql`DELETE FROM macros WHERE macro_id = ${id}`.execute(trx);
};

export const countUse = async (trx: Transaction, id: string): Promise<void> => {
  await sql`UPDATE macros SET used = used + 1 WHERE macro_id = ${id}`.execute(trx);
};
