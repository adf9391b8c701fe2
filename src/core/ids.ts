/** Branded identifiers: a customer id cannot be passed where an agent id is meant. All are UUIDs unless said. */
declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

export type CustomerId = Brand<string, 'CustomerId'>;
/** The id of the staff account; for agents, supervisors and admins alike. Text made by the sign-in library. */
export type AgentId = Brand<string, 'AgentId'>;
export type ConversationId = Brand<string, 'ConversationId'>;
export type MessageId = Brand<string, 'MessageId'>;
export type FileId = Brand<string, 'FileId'>;
export type TaskId = Brand<string, 'TaskId'>;
export type IncidentId = Brand<string, 'IncidentId'>;
/** A readable slug, for example `risk-control`: a unit that works behind the teams. */
export type DepartmentId = Brand<string, 'DepartmentId'>;
/** A readable slug, for example `wallet-support`. */
export type TeamId = Brand<string, 'TeamId'>;

/** Milliseconds since the Unix epoch, UTC. */
export type AtMs = number;
