-- Rules that change what runs count as are found by run and by what they matched; the runs that a change touches are judged anew in the background when they are many.
alter table overrides add column created_by_name text not null default '';
create index overrides_run on overrides (run_id) where run_id is not null and removed_at is null;
create index run_object_links_override on run_object_links (override_id, run_id) where override_id is not null;
create index job_runs_troubled on job_runs (run_at desc, id desc) where status in ('warning', 'failed');

create table override_sweeps (
  id bigint generated always as identity primary key,
  override_id bigint not null references overrides on delete cascade,
  -- Runs of the rule's scope from here, before there, are judged anew.
  starts_at timestamptz not null,
  ends_at timestamptz,
  with_successes boolean not null,
  -- Newest first: runs from this one on were judged.
  down_to_run_at timestamptz not null,
  down_to_run_id bigint not null,
  examined integer not null default 0,
  changed integer not null default 0,
  total integer,
  created_at timestamptz not null,
  finished_at timestamptz
);
create index override_sweeps_unfinished on override_sweeps (override_id) where finished_at is null;
