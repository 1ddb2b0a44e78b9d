-- Why a reported success was raised to a warning, and the way to the reports of the same kind that it is compared with.
alter table job_runs add column raised_because text;
-- Without the kind in the index, the first full after thousands of incrementals would read all of them.
create index job_runs_of_kind on job_runs (job_id, coalesce(kind, ''), run_at desc, id desc)
  where not missed and not informational and not is_check and not is_retry;
