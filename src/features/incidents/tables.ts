/** Filled by this slice alone; the columns are explained in the migration. */
declare module '../../ports/database.ts' {
  interface Tables {
    status_components: { component_id: string; names: unknown; position: number };
    incidents: { incident_id: string };
    incident_updates: { update_id: string };
    incident_attachments: { incident_id: string; conversation_id: string };
    incident_tellings: { update_id: string; conversation_id: string };
    incident_signals: { series: string };
    incident_counted: { conversation_id: string };
    incident_detecting: { only_row: boolean };
    incident_suggestions: { suggestion_id: string };
    status_subscriptions: { subscription_id: string };
  }
}

export {};
