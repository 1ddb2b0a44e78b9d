-- What each report became: a run of a job with its objects, and who looked at it.
create table overrides (
  id bigint generated always as identity primary key,
  level text not null check (level in ('run', 'object', 'global')),
  run_id bigint,
  job_id bigint references jobs on delete cascade,
  customer_object_id bigint,
  backup_software text,
  backup_type text,
  match_status text check (match_status in ('success', 'warning', 'failed')),
  match_text text,
  match_mode text check (match_mode in ('contains', 'exact', 'starts with', 'ends with')),
  treat_as_success boolean not null default true,
  valid_from timestamptz not null,
  valid_until timestamptz,
  comment text not null default '',
  created_by_user_id bigint references users on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz,
  removed_at timestamptz,
  constraint overrides_scope check (
    case level
      when 'run' then run_id is not null
      when 'object' then job_id is not null
      else job_id is null and num_nonnulls(backup_software, backup_type) > 0
    end
  )
);
create index overrides_job on overrides (job_id) where job_id is not null and removed_at is null;
create index overrides_global on overrides (backup_software, backup_type) where level = 'global' and removed_at is null;

create table job_runs (
  id bigint generated always as identity primary key,
  job_id bigint not null references jobs,
  mail_message_id bigint references mail_messages on delete set null,
  result_key text not null default '',
  source_id bigint references sources on delete set null,
  source_type text check (source_type in ('cove_api', 'cloud_connect', 'http')),
  external_id text,
  run_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  status text not null check (status in ('success', 'warning', 'failed', 'missed')),
  effective_status text not null check (effective_status in ('success', 'warning', 'failed', 'missed')),
  status_text text not null default '',
  remark text,
  raised_by_rule text,
  kind text,
  is_retry boolean not null default false,
  informational boolean not null default false,
  is_check boolean not null default false,
  history boolean not null default false,
  total_bytes bigint,
  transferred_bytes bigint,
  unverified_sender boolean not null default false,
  missed boolean not null default false,
  missed_count integer not null default 0,
  late_run_id bigint references job_runs on delete set null,
  override_id bigint references overrides on delete set null,
  overridden_at timestamptz,
  reviewed_at timestamptz,
  reviewed_by_user_id bigint references users on delete set null,
  autotask_ticket_id bigint,
  autotask_ticket_number text,
  autotask_ticket_created_at timestamptz,
  autotask_ticket_created_by_user_id bigint references users on delete set null,
  autotask_ticket_deleted_at timestamptz,
  parser_id text,
  parser_version integer,
  created_at timestamptz not null default now(),
  constraint job_runs_missed_status check (missed = (status = 'missed'))
);
create unique index job_runs_external_id on job_runs (job_id, external_id) where external_id is not null;
create unique index job_runs_message_result on job_runs (mail_message_id, result_key) where mail_message_id is not null;
create index job_runs_by_job on job_runs (job_id, run_at desc, id desc);
create index job_runs_unreviewed on job_runs (job_id, run_at desc, id desc) where reviewed_at is null;
create index job_runs_by_time on job_runs (run_at desc);
create index job_runs_good on job_runs (job_id, run_at desc) where effective_status = 'success' and not missed and not informational and not is_check;
create index job_runs_autotask on job_runs (job_id, run_at desc) where autotask_ticket_id is not null;
create index job_runs_override on job_runs (override_id) where override_id is not null;

alter table overrides add constraint overrides_run foreign key (run_id) references job_runs on delete cascade;

create table customer_objects (
  id bigint generated always as identity primary key,
  customer_id bigint not null references customers on delete cascade,
  object_type text not null default '',
  name text not null,
  name_key text generated always as (lower(name)) stored,
  created_at timestamptz not null default now(),
  unique (customer_id, object_type, name_key)
);
create index customer_objects_name_trgm on customer_objects using gin (name_key gin_trgm_ops);

alter table overrides add constraint overrides_object foreign key (customer_object_id) references customer_objects on delete cascade;

create table job_object_links (
  job_id bigint not null references jobs on delete cascade,
  customer_object_id bigint not null references customer_objects on delete cascade,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (job_id, customer_object_id)
);
create index job_object_links_object on job_object_links (customer_object_id);

create table run_object_links (
  run_id bigint not null references job_runs on delete cascade,
  customer_object_id bigint not null references customer_objects on delete cascade,
  position integer not null default 0,
  status text not null check (status in ('success', 'warning', 'failed')),
  message text,
  observed_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  size_bytes bigint,
  transferred_bytes bigint,
  override_id bigint references overrides on delete set null,
  primary key (run_id, customer_object_id)
);
create index run_object_links_object on run_object_links (customer_object_id, run_id desc);

-- One row for each slot that passed without a report, so that no slot is ever raised twice.
create table missed_slots (
  job_id bigint not null references jobs on delete cascade,
  slot_at timestamptz not null,
  run_id bigint references job_runs on delete cascade,
  window_ends_at timestamptz not null,
  deadline_at timestamptz not null,
  explanation jsonb not null default '{}',
  raised_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (job_id, slot_at)
);
create index missed_slots_run on missed_slots (run_id);

-- Append-only evidence: run_id, job_id and customer_id carry no foreign key because the evidence outlives what it speaks of.
create table job_run_review_events (
  id bigint generated always as identity primary key,
  run_id bigint not null,
  job_id bigint not null,
  customer_id bigint not null,
  user_id bigint references users on delete set null,
  user_name text not null,
  action text not null check (action in ('reviewed', 'undone', 'history', 'hidden type', 'reopened', 'arrived late', 'withdrawn', 'deleted')),
  batch_id uuid not null,
  at timestamptz not null,
  before_state jsonb,
  after_state jsonb,
  previous_hash bytea,
  hash bytea
);
create index job_run_review_events_run on job_run_review_events (run_id, id);
create index job_run_review_events_batch on job_run_review_events (batch_id);
create index job_run_review_events_customer on job_run_review_events (customer_id, at desc);
create index job_run_review_events_unhashed on job_run_review_events (id) where hash is null;

create table run_check_claims (
  job_id bigint primary key references jobs on delete cascade,
  user_id bigint not null references users on delete cascade,
  claimed_at timestamptz not null,
  expires_at timestamptz not null
);
