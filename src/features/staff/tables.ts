import type { Generated } from 'kysely';
import type { Preferences } from '../../contract/staff.ts';
import type { AgentStatus, Category, Locale, StaffRole } from '../../core/vocabulary.ts';

interface StaffUsersTable {
  id: string;
  name: string;
  email: string;
  email_verified: boolean;
  image: string | null;
  two_factor_enabled: Generated<boolean>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

interface StaffSessionsTable {
  id: string;
  token: string;
  user_id: string;
  expires_at: Date;
  ip_address: string | null;
  user_agent: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

interface StaffAccountsTable {
  id: string;
  account_id: string;
  provider_id: string;
  user_id: string;
  password: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

interface StaffVerificationsTable {
  id: string;
  expires_at: Date;
}

interface StaffTwoFactorsTable {
  id: string;
  user_id: string;
  secret: string;
  verified: boolean;
}

interface AgentsTable {
  agent_id: string;
  public_name: string;
  badge: string;
  role: StaffRole;
  locale: Locale;
  capacity_units: number;
  status: Generated<AgentStatus>;
  status_since: Generated<Date>;
  last_assigned_at: Date | null;
  preferences: Generated<Preferences>;
  must_change_password: Generated<boolean>;
  created_at: Generated<Date>;
  disabled_at: Date | null;
}

interface TeamsTable {
  team_id: string;
  name: string;
  overflow_team_id: string | null;
}

interface TeamCategoriesTable {
  category: Category;
  team_id: string;
}

interface AgentTeamsTable {
  agent_id: string;
  team_id: string;
}

interface AgentSkillsTable {
  agent_id: string;
  category: Category;
  level: number;
}

interface AgentLanguagesTable {
  agent_id: string;
  locale: Locale;
}

interface AgentPresenceTable {
  agent_id: string;
  last_seen_at: Date;
  lease_epoch: Generated<number>;
}

declare module '../../ports/database.ts' {
  interface Tables {
    staff_users: StaffUsersTable;
    staff_sessions: StaffSessionsTable;
    staff_accounts: StaffAccountsTable;
    staff_verifications: StaffVerificationsTable;
    staff_two_factors: StaffTwoFactorsTable;
    agents: AgentsTable;
    teams: TeamsTable;
    team_categories: TeamCategoriesTable;
    agent_teams: AgentTeamsTable;
    agent_skills: AgentSkillsTable;
    agent_languages: AgentLanguagesTable;
    agent_presence: AgentPresenceTable;
  }
}
