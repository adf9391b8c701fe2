import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { systemClock } from '../adapters/system/clock.ts';
import { systemIds } from '../adapters/system/ids.ts';
import { openTexts } from '../adapters/texts-icu/icu-texts.ts';
import { cannedResponseInput } from '../contract/desk.ts';
import { componentList } from '../contract/incidents.ts';
import { slaBook } from '../contract/sla.ts';
import { createStaffRequest } from '../contract/staff.ts';
import type { DepartmentId } from '../core/ids.ts';
import { CATEGORIES } from '../core/vocabulary.ts';
import { listCannedResponses, saveCannedResponse } from '../features/canned/index.ts';
import { addMember, ensureDepartments } from '../features/departments/index.ts';
import { seedComponents } from '../features/incidents/index.ts';
import { seedRegistry } from '../features/official/index.ts';
import { ensureBook } from '../features/sla/index.ts';
import { createStaff, ensureTeams } from '../features/staff/index.ts';
import type { Database } from '../ports/database.ts';
import { TEXTS_FOLDER } from './infrastructure.ts';
import { OFFICIAL_FOLDER } from './official.ts';
import type { DemoSignIn, SeedDemo } from './start-application.ts';

/** Printed at every demo start; accounts with it exist in demo mode only. */
export const DEMO_PASSWORD = 'fjord-lantern-7184';

const FOLDER = join(import.meta.dirname, '../../content/demo');

const peopleFile = z.object({
  teams: z.array(
    z.object({
      teamId: z.string(),
      name: z.string(),
      overflowTeamId: z.string().nullable(),
      categories: z.array(z.enum(CATEGORIES)),
    }),
  ),
  staff: z.array(
    createStaffRequest.extend({
      badge: z.string(),
      /** Where they work behind the teams. */
      departmentIds: z.array(z.string()).default([]),
    }),
  ),
});

const readJson = (name: string): unknown => JSON.parse(readFileSync(join(FOLDER, name), 'utf8'));

/** The fictional exchange's teams and staff. */
export const readDemoPeople = () => peopleFile.parse(readJson('people.json'));

const seedStaff = async (database: Database): Promise<readonly DemoSignIn[]> => {
  const { teams, staff } = readDemoPeople();
  await ensureTeams(database, teams);
  await ensureDepartments(database, openTexts(TEXTS_FOLDER));
  const signIns: DemoSignIn[] = [];
  for (const { departmentIds, ...person } of staff) {
    const made = await createStaff(
      { database, ids: systemIds, clock: systemClock },
      { ...person, password: DEMO_PASSWORD },
      { kind: 'system', id: null },
    );
    const known = !made.ok && ['email_taken', 'badge_taken'].includes(made.failure.code);
    if (!made.ok && !known) throw new Error(`demo staff ${person.email}: ${made.failure.code}`);
    if (made.ok)
      for (const departmentId of departmentIds)
        await addMember(database, departmentId as DepartmentId, made.value.agentId);
    signIns.push({ email: person.email, password: DEMO_PASSWORD, role: person.role });
  }
  return signIns;
};

/** Only where there is none at all: what supervisors changed or deleted stays so. */
const seedCannedResponses = async (database: Database): Promise<void> => {
  if ((await listCannedResponses(database)).length > 0) return;
  const responses = z.array(cannedResponseInput).parse(readJson('canned-responses.json'));
  for (const response of responses)
    await saveCannedResponse(database, { id: systemIds.uuid(), ...response });
};

/** The exchange's calendars and policies. */
export const readDemoBook = () => slaBook.parse(readJson('sla.json'));

/** The fictional exchange Norvik: teams, staff and canned responses, where they are not there yet. */
export const seedDemo: SeedDemo = async ({ database }) => {
  const signIns = await seedStaff(database);
  await seedCannedResponses(database);
  await seedComponents(database, componentList.parse(readJson('status.json')).components);
  await ensureBook(database, readDemoBook());
  await seedRegistry({ database, ids: systemIds }, OFFICIAL_FOLDER);
  return { signIns };
};
