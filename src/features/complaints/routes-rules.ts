import { type ComplaintRules, complaintRules } from '../../contract/complaints.ts';
import type { StaffPrincipal } from '../../contract/principal.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import { type ComplaintRule, isHoliday } from '../../core/escalation/complaint-rule.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { writeAudit } from '../audit/index.ts';
import { staffOf } from '../conversation/index.ts';
import type { ComplaintDeps } from './deps.ts';
import { listRules, replaceRules } from './store-rules.ts';

const tag = 'Desk: complaints';

const presentRules = (rules: readonly ComplaintRule[]): ComplaintRules['rules'] =>
  rules.map((rule) => ({ ...rule, weekend: [...rule.weekend], holidays: [...rule.holidays] }));

const isZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const DAYS_OF_WEEK = 7;

/** Failures with the rule's `country`: `rule_zone_unknown`, `rule_holiday_unknown`, `rule_no_business_days`. */
const checkDays = (rule: ComplaintRule): Outcome<null> => {
  const { country, timeZone, weekend, holidays } = rule;
  if (timeZone !== null && !isZone(timeZone))
    return fail('invalid', 'rule_zone_unknown', { country, zone: timeZone });
  const wrong = holidays.find((each) => !isHoliday(each));
  if (wrong !== undefined) return fail('invalid', 'rule_holiday_unknown', { country, day: wrong });
  return new Set(weekend).size >= DAYS_OF_WEEK
    ? fail('invalid', 'rule_no_business_days', { country })
    : ok(null);
};

/** Failures: those of `checkDays`, `rule_twice`, `rule_for_all_missing`, `team_not_found`. What is open keeps the term it was given. */
const changeRules = async (
  { database, knowTeams }: ComplaintDeps,
  staff: StaffPrincipal,
  rules: readonly ComplaintRule[],
): Promise<Outcome<ComplaintRules>> => {
  const countries = rules.map(({ country }) => country);
  const twice = countries.find((country, index) => countries.indexOf(country) !== index);
  if (twice !== undefined) return fail('invalid', 'rule_twice', { country: twice });
  if (!countries.includes('*')) return fail('invalid', 'rule_for_all_missing');
  for (const rule of rules) {
    const checked = checkDays(rule);
    if (!checked.ok) return checked;
  }
  const known = await knowTeams(
    rules.flatMap(({ calendarTeamId }) => (calendarTeamId === null ? [] : [calendarTeamId])),
  );
  if (!known.ok) return known;
  return database.transaction().execute(async (trx) => {
    const before = await listRules(trx);
    await replaceRules(trx, rules);
    await writeAudit(trx, {
      actor: { kind: 'staff', id: staff.agentId },
      action: 'complaint_rules_changed',
      subject: { kind: 'complaint_rules', id: 'all' },
      data: { before, after: rules },
    });
    return ok({ rules: presentRules(await listRules(trx)) });
  });
};

export const complaintRulesRoutes = (deps: ComplaintDeps): readonly Route[] => [
  defineRoute({
    key: 'GET /api/desk/complaint-rules',
    summary: 'By when complaints must be decided, by country',
    tag,
    reply: complaintRules,
    handle: async () => ok({ rules: presentRules(await listRules(deps.database)) }),
  }),
  defineRoute({
    key: 'PUT /api/desk/complaint-rules',
    summary: 'Say by when complaints must be decided, by country',
    tag,
    body: complaintRules,
    reply: complaintRules,
    handle: ({ principal, body }) => changeRules(deps, staffOf(principal), body.rules),
  }),
];
