-- Accounts that vendors report about before (or without) a job of ours, parser rules that users made, and tokens of machines.
create table cove_accounts (
  id bigint generated always as identity primary key,
  account_id bigint not null unique,
  account_name text not null default '',
  computer_name text not null default '',
  customer_name text not null default '',
  datasource_types text not null default '',
  last_status_code integer,
  last_run_at timestamptz,
  colorbar_28d text,
  job_id bigint unique references jobs on delete set null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null
);
alter table jobs add constraint jobs_cove_account foreign key (cove_account_id) references cove_accounts (account_id) on delete set null;

create table cloud_connect_accounts (
  id bigint generated always as identity primary key,
  "user" text not null,
  section text not null check (section in ('Backup', 'Replication', 'Agent')),
  repo_name text not null default '',
  repository text not null default '',
  vm_count integer,
  workstation_count integer,
  server_count integer,
  total_quota text,
  used_space text,
  free_space text,
  last_active text,
  expires text,
  last_status text check (last_status in ('success', 'warning', 'failed')),
  last_report_at timestamptz,
  job_id bigint unique references jobs on delete set null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  unique ("user", section, repo_name)
);

create table parser_rules (
  id bigint generated always as identity primary key,
  rule_id text not null,
  version integer not null check (version > 0),
  position integer not null,
  enabled boolean not null default true,
  rule jsonb not null,
  created_by_user_id bigint references users on delete set null,
  created_at timestamptz not null default now(),
  unique (rule_id, version)
);

create table parser_rule_samples (
  id bigint generated always as identity primary key,
  rule_id text not null,
  mail_message_id bigint references mail_messages on delete set null,
  raw bytea not null,
  expected jsonb not null,
  created_at timestamptz not null default now()
);

create table api_tokens (
  id bigint generated always as identity primary key,
  name text not null unique,
  token_hash bytea not null unique,
  scopes text[] not null,
  role_ceiling text not null check (role_ceiling in ('operator', 'viewer', 'reporter')),
  source_id bigint references sources on delete set null,
  customer_id bigint references customers on delete cascade,
  created_by_user_id bigint references users on delete set null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz
);

create table idempotency_keys (
  token_id bigint not null references api_tokens on delete cascade,
  key text not null,
  mail_message_id bigint references mail_messages on delete cascade,
  created_at timestamptz not null,
  primary key (token_id, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);

create table autotask_outbox (
  id bigint generated always as identity primary key,
  external_id text not null unique,
  action text not null check (action in ('create', 'note', 'resolve')),
  payload jsonb not null,
  run_id bigint references job_runs on delete set null,
  ticket_id bigint references tickets on delete set null,
  attempts integer not null default 0,
  last_error text,
  created_at timestamptz not null default now(),
  done_at timestamptz
);
create index autotask_outbox_open on autotask_outbox (id) where done_at is null;
