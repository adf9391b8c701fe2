import { sql } from 'kysely';
import type { ComplaintRule } from '../../core/escalation/complaint-rule.ts';
import type { Connection, Transaction } from '../../ports/database.ts';

interface ComplaintRulesTable {
  country: string;
  days: number;
  counted: 'business' | 'calendar';
  acknowledge_days: number;
  acknowledge_counted: 'business' | 'calendar';
  time_zone: string | null;
  weekend: readonly number[];
  holidays: readonly string[];
  calendar_team_id: string | null;
}

declare module '../../ports/database.ts' {
  interface Tables {
    complaint_rules: ComplaintRulesTable;
  }
}

export const listRules = async (connection: Connection): Promise<readonly ComplaintRule[]> => {
  const rows = await connection
    .selectFrom('complaint_rules')
    .selectAll()
    .orderBy('country')
    .execute();
  return rows.map((row) => ({
    country: row.country,
    days: row.days,
    counted: row.counted,
    acknowledgeDays: row.acknowledge_days,
    acknowledgeCounted: row.acknowledge_counted,
    timeZone: row.time_zone,
    weekend: row.weekend,
    holidays: row.holidays,
    calendarTeamId: row.calendar_team_id,
  }));
};

export const replaceRules = async (
  trx: Transaction,
  rules: readonly ComplaintRule[],
): Promise<void> => {
  await sql`LOCK TABLE complaint_rules IN SHARE ROW EXCLUSIVE MODE`.execute(trx);
  await trx.deleteFrom('complaint_rules').execute();
  await trx
    .insertInto('complaint_rules')
    .values(
      rules.map((rule) => ({
        country: rule.country,
        days: rule.days,
        counted: rule.counted,
        acknowledge_days: rule.acknowledgeDays,
        acknowledge_counted: rule.acknowledgeCounted,
        time_zone: rule.timeZone,
        weekend: [...rule.weekend],
        holidays: [...rule.holidays],
        calendar_team_id: rule.calendarTeamId,
      })),
    )
    .execute();
};
