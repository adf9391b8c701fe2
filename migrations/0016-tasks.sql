-- Departments and their tasks.

CREATE TABLE departments (
  department_id text PRIMARY KEY CHECK (department_id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  names jsonb NOT NULL,
  fields jsonb NOT NULL DEFAULT '[]',
  checklist jsonb NOT NULL DEFAULT '[]',
  default_minutes integer NOT NULL CHECK (default_minutes BETWEEN 1 AND 129600),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  archived_at timestamptz
);
COMMENT ON TABLE departments IS 'units that work behind the teams';
COMMENT ON COLUMN departments.names IS 'locale -> what it is called; at least one';
COMMENT ON COLUMN departments.fields IS 'what its tasks ask for; a task keeps a copy of what it was opened with';
COMMENT ON COLUMN departments.default_minutes IS 'how long a task takes, until there is a measured history';
COMMENT ON COLUMN departments.version IS 'grows with each change, so that two who change it at once notice';
COMMENT ON COLUMN departments.archived_at IS 'gets no new tasks since; those that it has go on';

CREATE TABLE department_members (
  department_id text NOT NULL REFERENCES departments,
  agent_id text NOT NULL,
  PRIMARY KEY (department_id, agent_id)
);
CREATE INDEX department_members_of_agent ON department_members (agent_id);

CREATE TABLE tasks (
  task_id uuid PRIMARY KEY,
  conversation_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  ordinal integer NOT NULL,
  department_id text NOT NULL REFERENCES departments,
  state text NOT NULL CHECK (state IN ('open', 'taken', 'done', 'returned', 'withdrawn')),
  owner_id text,
  opened_by text NOT NULL,
  opened_at timestamptz NOT NULL,
  sent_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  expected_at timestamptz NOT NULL,
  ended_at timestamptz,
  grants_transcript boolean NOT NULL DEFAULT false,
  checklist jsonb NOT NULL DEFAULT '[]',
  fields jsonb NOT NULL DEFAULT '[]',
  sealed bytea,
  UNIQUE (conversation_id, ordinal),
  CHECK ((state IN ('open', 'taken')) = (ended_at IS NULL)),
  CHECK (state <> 'taken' OR owner_id IS NOT NULL)
);
COMMENT ON TABLE tasks IS 'pieces of work for departments; what the customer and the log know of them are the events of the conversation';
COMMENT ON COLUMN tasks.ordinal IS 'the how-manieth of its conversation: the number of a task is the conversation''s number and this';
COMMENT ON COLUMN tasks.owner_id IS 'whose it is; kept when it ends';
COMMENT ON COLUMN tasks.sent_at IS 'when it came to the department last: a returned task can be sent again';
COMMENT ON COLUMN tasks.due_at IS 'by when the department is to have done it';
COMMENT ON COLUMN tasks.expected_at IS 'what the customer is told: never sooner than the department''s own past makes likely';
COMMENT ON COLUMN tasks.grants_transcript IS 'the department may read what was said with the customer';
COMMENT ON COLUMN tasks.fields IS 'the form as it was when the task was opened, without the answers';
COMMENT ON COLUMN tasks.sealed IS 'what is asked and the answers of the form, under the customer''s key; null once they were erased';
CREATE INDEX tasks_of_department ON tasks (department_id, due_at) WHERE ended_at IS NULL;
CREATE INDEX tasks_of_owner ON tasks (owner_id, due_at) WHERE ended_at IS NULL;
CREATE INDEX tasks_of_conversation ON tasks (conversation_id) WHERE grants_transcript;
CREATE INDEX tasks_of_customer ON tasks (customer_id);
CREATE INDEX tasks_ended ON tasks (department_id, ended_at DESC) WHERE ended_at IS NOT NULL;

CREATE TABLE task_entries (
  entry_id uuid PRIMARY KEY,
  task_id uuid NOT NULL REFERENCES tasks,
  at timestamptz NOT NULL,
  author_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN (
    'opened', 'taken', 'assigned', 'released', 'said', 'checked', 'unchecked', 'rescheduled', 'granted',
    'returned', 'sent_again', 'done', 'withdrawn')),
  data jsonb NOT NULL DEFAULT '{}',
  sealed bytea,
  client_entry_id text,
  body_hash bytea,
  UNIQUE (author_id, client_entry_id)
);
COMMENT ON TABLE task_entries IS 'what happened to a task and what was said about it; never shown to the customer';
COMMENT ON COLUMN task_entries.data IS 'ids and times, never words';
COMMENT ON COLUMN task_entries.sealed IS 'the words under the customer''s key; null where none were said or they were erased';
COMMENT ON COLUMN task_entries.body_hash IS 'keyed hash of the words and files, so that one id is one saying';
CREATE INDEX task_entries_in_order ON task_entries (task_id, at, entry_id);

CREATE TABLE task_grants (
  task_id uuid NOT NULL REFERENCES tasks,
  seq bigint NOT NULL,
  message_id uuid NOT NULL,
  PRIMARY KEY (task_id, seq)
);
COMMENT ON TABLE task_grants IS 'single messages of the conversation that the department may read, by their numbers in its log';
CREATE INDEX task_grants_of_message ON task_grants (message_id);

CREATE TABLE passed_around (
  conversation_id uuid PRIMARY KEY,
  passes integer NOT NULL,
  is_active boolean NOT NULL,
  passed_at timestamptz NOT NULL
);
COMMENT ON TABLE passed_around IS 'derived: how often customers were handed on within one request';
CREATE INDEX passed_around_most ON passed_around (passes DESC, passed_at DESC) WHERE is_active;
