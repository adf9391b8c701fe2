/** The tables of this slice, for its stores only. */
declare module '../../ports/database.ts' {
  interface Tables {
    automation_rules: {
      rule_id: string;
      ready: string | null;
      position: number;
      draft: unknown;
      drafted_by: string | null;
      drafted_at: Date | null;
      live_version: number | null;
      live_since: Date | null;
      created_at: Date;
      removed_at: Date | null;
    };
    rule_versions: {
      rule_id: string;
      version: number;
      definition: unknown;
      note: string;
      published_by: string | null;
      published_at: Date;
    };
    rule_applications: {
      conversation_id: string;
      rule_id: string;
      version: number;
      cause: string;
      seq: number;
      at: Date;
      actions: string[];
      refused: string[];
    };
    rule_trials: {
      trial_id: string;
      rule_id: string | null;
      definition: unknown;
      from_at: Date;
      to_at: Date;
      state: string;
      checked: number;
      total: number;
      matched: number;
      applied: number;
      samples: unknown;
      begun_by: string;
      begun_at: Date;
      moved_at: Date;
      ended_at: Date | null;
    };
  }
}

export type {};
