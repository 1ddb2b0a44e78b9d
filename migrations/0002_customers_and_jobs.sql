-- Whose backups they are, which jobs report, and by which identities a report is known to belong to a job.
create table holiday_calendars (
  id bigint generated always as identity primary key,
  name text not null unique,
  created_at timestamptz not null default now()
);

create table holidays (
  calendar_id bigint not null references holiday_calendars on delete cascade,
  first_day date not null,
  last_day date not null check (last_day >= first_day),
  name text not null default '',
  primary key (calendar_id, first_day)
);

create table customers (
  id bigint generated always as identity primary key,
  name text not null check (btrim(name) <> ''),
  active boolean not null default true,
  receive_tag text not null check (receive_tag ~ '^[a-z0-9][a-z0-9-]*$'),
  first_tagged_mail_at timestamptz,
  time_zone text,
  grace_minutes integer check (grace_minutes >= 0),
  holiday_calendar_id bigint references holiday_calendars on delete set null,
  notes text not null default '',
  contact text not null default '',
  portal_url text,
  console_url text,
  autotask_company_id bigint,
  autotask_company_name text,
  autotask_mapping_status text check (autotask_mapping_status in ('ok', 'renamed', 'missing', 'invalid')),
  autotask_checked_at timestamptz,
  merged_into_customer_id bigint references customers on delete set null,
  created_at timestamptz not null default now()
);
create unique index customers_name_key on customers (lower(name)) where merged_into_customer_id is null;
create unique index customers_receive_tag_key on customers (receive_tag);
create index customers_name_trgm on customers using gin (lower(name) gin_trgm_ops);

create table jobs (
  id bigint generated always as identity primary key,
  customer_id bigint not null references customers,
  backup_software text not null,
  backup_type text not null,
  job_name text not null,
  display_name text,
  host text,
  active boolean not null default true,
  archived_at timestamptz,
  awaiting_first_report_since timestamptz,
  cove_account_id bigint,
  time_zone text,
  grace_minutes integer check (grace_minutes >= 0),
  irregular_after_days integer check (irregular_after_days > 0),
  informational boolean not null default false,
  cadence text not null default 'report' check (cadence in ('report', 'event')),
  success_rules jsonb not null default '{}',
  two_devices_suspected_at timestamptz,
  merged_into_job_id bigint references jobs on delete set null,
  notes text not null default '',
  created_at timestamptz not null default now()
);
create unique index jobs_cove_account_key on jobs (cove_account_id) where cove_account_id is not null;
create index jobs_customer on jobs (customer_id, lower(coalesce(display_name, job_name)), id);
create index jobs_open on jobs (backup_software, backup_type, id) where archived_at is null;
create index jobs_search_trgm on jobs using gin (lower(coalesce(display_name, '') || ' ' || job_name || ' ' || coalesce(host, '') || ' ' || backup_software || ' ' || backup_type) gin_trgm_ops);

-- identity_key: all parts, compared without case; sender_key: sender + software + type + job name, the part that devices never drop.
create table job_identities (
  id bigint generated always as identity primary key,
  job_id bigint not null references jobs on delete cascade,
  from_address text not null,
  backup_software text not null,
  backup_type text not null,
  job_name text not null,
  host text,
  plus_tag text,
  subject_prefix text,
  identity_key text not null unique,
  sender_key text not null,
  is_alias boolean not null default false,
  created_at timestamptz not null default now(),
  created_by_user_id bigint references users on delete set null
);
create index job_identities_job on job_identities (job_id);
create index job_identities_sender on job_identities (sender_key);
create index job_identities_from on job_identities (from_address);

-- The newest facts of a job, kept in the transaction that adds or reviews its runs, so that ten thousand rows sort by them.
create table job_health (
  job_id bigint primary key references jobs on delete cascade,
  run_count bigint not null default 0,
  last_run_id bigint,
  last_run_at timestamptz,
  last_status text check (last_status in ('success', 'warning', 'failed', 'missed')),
  last_good_at timestamptz,
  failures_in_row integer not null default 0
);
create index job_health_last_good on job_health (last_good_at);

create table job_schedules (
  job_id bigint primary key references jobs on delete cascade,
  kind text not null check (kind in ('weekly', 'biweekly', 'monthly', 'interval', 'irregular', 'learning', 'none')),
  slots jsonb not null default '[]',
  provisional_after_minutes integer,
  learned_from_run_count integer not null default 0,
  learned_at timestamptz not null,
  judged_from timestamptz,
  pinned boolean not null default false,
  pinned_by_user_id bigint references users on delete set null,
  pinned_at timestamptz,
  next_expected_at timestamptz,
  next_deadline_at timestamptz
);
create index job_schedules_due on job_schedules (next_deadline_at) where next_deadline_at is not null;

create table maintenance_windows (
  id bigint generated always as identity primary key,
  job_id bigint references jobs on delete cascade,
  customer_id bigint references customers on delete cascade,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  reason text not null default '',
  created_by_user_id bigint references users on delete set null,
  created_at timestamptz not null default now(),
  constraint maintenance_windows_one_scope check (num_nonnulls(job_id, customer_id) = 1)
);
create index maintenance_windows_job on maintenance_windows (job_id, ends_at) where job_id is not null;
create index maintenance_windows_customer on maintenance_windows (customer_id, ends_at) where customer_id is not null;
