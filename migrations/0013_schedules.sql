-- What is expected of every job in the days ahead and what became of it, what a person pinned, and what a missed run rests on.
-- learned: what the reports say; pin: what a person set by hand, which wins; words: the one that holds, for lists.
-- not_watched: why nothing is expected of the job; seen_*: its health when its runs were last looked at, so that a job with new
-- runs, or one that is watched again, is found without a mark of its own.
drop index job_schedules_due;
alter table job_schedules
  drop column slots,
  drop column provisional_after_minutes,
  drop column pinned,
  drop column next_deadline_at,
  add column learned jsonb,
  add column pin jsonb,
  add column words text not null default 'learning',
  add column source_id bigint references sources on delete set null,
  add column planned_until timestamptz,
  add column not_watched text,
  add column seen_run_count bigint,
  add column seen_last_run_id bigint;

-- Slots that a run is expected in, planned ahead; once its window is open a row stays as it was planned.
create table expected_runs (
  job_id bigint not null references jobs on delete cascade,
  slot_at timestamptz not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  deadline_at timestamptz not null,
  kind text not null check (kind in ('slot', 'silence')),
  slot jsonb,
  state text not null default 'open' check (state in ('open', 'came', 'late', 'missed', 'excused')),
  arrived_at timestamptz,
  excuse text check (excuse in ('maintenance', 'holiday', 'source down')),
  primary key (job_id, slot_at)
);
create index expected_runs_due on expected_runs (deadline_at) where state = 'open';
create index expected_runs_by_day on expected_runs (slot_at, job_id);

-- A slot outlives its run's row: when that is withdrawn, the slot still says that it was raised and why.
alter table missed_slots
  drop constraint missed_slots_run_id_fkey,
  add constraint missed_slots_run_id_fkey foreign key (run_id) references job_runs on delete set null,
  add column opens_at timestamptz,
  add column report_id bigint,
  add column in_a_row integer not null default 1;
create index missed_slots_report on missed_slots (report_id) where report_id is not null;
create index missed_slots_by_time on missed_slots (slot_at);

create index maintenance_windows_ends on maintenance_windows (ends_at);

-- The arrivals that schedules are learned from, and nothing else of them.
create index job_runs_learning on job_runs (job_id, run_at)
  where not missed and not informational and not is_check and (external_id is null or external_id not like 'cove-colorbar-%');

-- A missed run that is withdrawn, or a job that is deleted, must not search ten million rows for late runs.
create index job_runs_late on job_runs (late_run_id) where late_run_id is not null;
create index job_runs_open_missed on job_runs (job_id) where missed and reviewed_at is null and late_run_id is null;

-- Which ticket of the PSA an internal ticket stands for: matched by id, never by its text.
alter table tickets add column autotask_ticket_id bigint;
create unique index tickets_autotask_key on tickets (autotask_ticket_id) where autotask_ticket_id is not null;
