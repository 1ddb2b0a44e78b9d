-- Ways in at work: how an import goes on and why it ended, whether a listener is up, which verified senders a job has.
alter table sources
  add column up_seen_at timestamptz,
  add column not_before timestamptz,
  add column removed_at timestamptz;
-- A removed source lends its name to the next one.
alter table sources drop constraint sources_name_key;
create unique index sources_name_key on sources (lower(name)) where removed_at is null;

-- claim_key: the lock that the importing process holds while it lives; without it the import was interrupted.
alter table import_runs
  add column claim_key integer,
  add column remaining integer,
  add column cancel_requested_at timestamptz,
  add column ended text check (ended in ('complete', 'incomplete', 'cancelled', 'interrupted')),
  add column trouble text check (trouble in ('sign-in', 'permission', 'gone', 'throttled', 'network', 'server'));
update import_runs set ended = case when complete then 'complete' else 'incomplete' end where finished_at is not null;
create index import_runs_unfinished on import_runs (source_id) where finished_at is null;
create index import_runs_newest on import_runs (started_at desc, id desc);

alter table ingest_incidents add column trouble text;
create index ingest_incidents_newest on ingest_incidents (opened_at desc);

-- Set for what came with the token of one customer: never filed under a job of another one.
alter table mail_messages add column bound_customer_id bigint references customers on delete set null;

-- From domains that a source's trusted mail server verified for runs of a job, and domains that a person let pass for another.
create table job_verified_senders (
  job_id bigint not null references jobs on delete cascade,
  source_id bigint not null references sources on delete cascade,
  from_domain text not null,
  verified_runs integer not null default 0,
  primary key (job_id, source_id, from_domain)
);
create table job_accepted_senders (
  job_id bigint not null references jobs on delete cascade,
  source_id bigint not null references sources on delete cascade,
  from_domain text not null,
  passed_domain text not null,
  accepted_by_user_id bigint references users on delete set null,
  accepted_at timestamptz not null,
  primary key (job_id, source_id, from_domain, passed_domain)
);

-- A token that takes over from a revoked one keeps its name, and with it the identity of its jobs.
alter table api_tokens drop constraint api_tokens_name_key;
create unique index api_tokens_name_key on api_tokens (lower(name)) where revoked_at is null;
