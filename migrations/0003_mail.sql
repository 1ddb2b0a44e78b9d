-- Everything that came in, from where, what it was read as, and whether a way in is broken.
create table sources (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('graph', 'imap', 'smtp', 'upload', 'http', 'command', 'cove', 'autotask')),
  name text not null unique,
  enabled boolean not null default true,
  settings jsonb not null default '{}',
  secrets bytea,
  cursor jsonb,
  auto_import boolean not null default false,
  interval_minutes integer not null default 15 check (interval_minutes > 0),
  batch_size integer not null default 100 check (batch_size > 0),
  trusted_authentication_server text,
  last_complete_import_at timestamptz,
  last_delivery_at timestamptz,
  up_since timestamptz,
  created_at timestamptz not null default now()
);
insert into sources (kind, name) values ('upload', 'Upload'), ('command', 'Command line'), ('http', 'HTTP');

create table import_runs (
  id bigint generated always as identity primary key,
  source_id bigint not null references sources on delete cascade,
  trigger text not null check (trigger in ('manual', 'automatic', 'upload', 'command')),
  started_by_user_id bigint references users on delete set null,
  started_at timestamptz not null,
  finished_at timestamptz,
  complete boolean not null default false,
  fetched integer not null default 0,
  new_messages integer not null default 0,
  duplicates integer not null default 0,
  parsed integer not null default 0,
  auto_approved integer not null default 0,
  left_in_inbox integer not null default 0,
  errors integer not null default 0,
  error text
);
create index import_runs_source on import_runs (source_id, started_at desc);

create table ingest_incidents (
  id bigint generated always as identity primary key,
  source_id bigint not null references sources on delete cascade,
  cause text not null check (cause in ('unreachable', 'silent')),
  message text not null,
  silent_jobs integer,
  opened_at timestamptz not null,
  closed_at timestamptz,
  missed_raised_at timestamptz
);
create unique index ingest_incidents_open on ingest_incidents (source_id, cause) where closed_at is null;

create table ignore_rules (
  id bigint generated always as identity primary key,
  from_address text not null,
  subject_pattern text not null,
  created_by_user_id bigint references users on delete set null,
  created_at timestamptz not null default now(),
  removed_at timestamptz
);

create table mail_messages (
  id bigint generated always as identity primary key,
  source_id bigint not null references sources,
  source_ref text,
  import_run_id bigint references import_runs on delete set null,
  message_id text,
  content_hash bytea not null unique,
  from_address text not null default '',
  from_name text not null default '',
  recipients text[] not null default '{}',
  plus_tag text,
  subject text not null default '',
  sent_at timestamptz,
  received_at timestamptz not null,
  received_at_origin text not null check (received_at_origin in ('source', 'received', 'date', 'arrival')),
  received_at_clamped boolean not null default false,
  text_body text not null default '',
  html_body text not null default '',
  raw_size integer not null,
  authentication_results text[] not null default '{}',
  location text not null default 'inbox' check (location in ('inbox', 'processed', 'deleted')),
  deleted_at timestamptz,
  job_id bigint references jobs on delete set null,
  ignore_rule_id bigint references ignore_rules on delete set null,
  parse_state text not null default 'stored' check (parse_state in ('stored', 'parsed', 'unparsed', 'error')),
  parser_id text,
  parser_version integer,
  parsed jsonb,
  parse_error text,
  parsed_at timestamptz,
  parsed_from text check (parsed_from in ('raw', 'stored text')),
  filed_at timestamptz,
  created_at timestamptz not null default now()
);
create unique index mail_messages_source_ref on mail_messages (source_id, source_ref) where source_ref is not null;
create index mail_messages_inbox on mail_messages (received_at desc, id desc) where location = 'inbox';
create index mail_messages_deleted on mail_messages (deleted_at desc, id desc) where location = 'deleted';
create index mail_messages_waiting on mail_messages (id) where filed_at is null;
create index mail_messages_job on mail_messages (job_id, received_at desc) where job_id is not null;
create index mail_messages_parser on mail_messages (parser_id, received_at) where parser_id is not null;
create index mail_messages_from on mail_messages (from_address, received_at desc);
create index mail_messages_search_trgm on mail_messages using gin (lower(from_address || ' ' || subject) gin_trgm_ops) where location = 'inbox';

create table mail_raw (
  mail_message_id bigint primary key references mail_messages on delete cascade,
  bytes bytea not null
);

create table purged_mail_hashes (
  content_hash bytea primary key,
  source_id bigint references sources on delete set null,
  source_ref text,
  purged_at timestamptz not null
);
create unique index purged_mail_source_ref on purged_mail_hashes (source_id, source_ref) where source_ref is not null;

-- One row for each job (or company) that a message reports on; most messages have one, with the key ''.
create table mail_results (
  mail_message_id bigint not null references mail_messages on delete cascade,
  result_key text not null,
  position integer not null,
  backup_software text not null,
  backup_type text not null,
  job_name text not null,
  host text,
  subject_prefix text,
  company_name text,
  status text not null check (status in ('success', 'warning', 'failed')),
  identity_key text not null,
  sender_key text not null,
  state text not null default 'open' check (state in ('open', 'filed', 'ignored')),
  job_id bigint references jobs on delete set null,
  probable_job_id bigint references jobs on delete set null,
  primary key (mail_message_id, result_key)
);
create index mail_results_open_identity on mail_results (identity_key) where state = 'open';
create index mail_results_open_sender on mail_results (sender_key) where state = 'open';
create index mail_results_probable on mail_results (probable_job_id) where state = 'open' and probable_job_id is not null;

-- What a person once chose for a result key of a shared report (company name → customer, or: ignore it).
create table result_choices (
  id bigint generated always as identity primary key,
  from_address text not null,
  backup_software text not null,
  backup_type text not null,
  result_key text not null,
  customer_id bigint references customers on delete cascade,
  ignored boolean not null default false,
  created_by_user_id bigint references users on delete set null,
  created_at timestamptz not null default now(),
  unique (from_address, backup_software, backup_type, result_key)
);

-- The objects of a message, read from its parsed results: the result is stored once.
create view mail_objects as
select m.id as mail_message_id,
       r.value ->> 'key' as result_key,
       o.ordinality as position,
       o.value ->> 'name' as name,
       o.value ->> 'type' as object_type,
       o.value ->> 'status' as status,
       o.value ->> 'message' as message
from mail_messages m
cross join lateral jsonb_array_elements(m.parsed) r
cross join lateral jsonb_array_elements(r.value -> 'objects') with ordinality o;
