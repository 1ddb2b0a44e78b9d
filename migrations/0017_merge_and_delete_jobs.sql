-- Jobs that are merged or deleted take their reports along, found by index: ten million results and runs are not read for one job.
create index mail_results_job on mail_results (job_id) where job_id is not null;

-- Without the state in their condition these also serve the deletion of what they name.
drop index mail_results_probable;
create index mail_results_probable on mail_results (probable_job_id) where probable_job_id is not null;
drop index overrides_run;
create index overrides_run on overrides (run_id) where run_id is not null;
drop index overrides_job;
create index overrides_job on overrides (job_id) where job_id is not null;
create index autotask_outbox_run on autotask_outbox (run_id) where run_id is not null;
create index jobs_merged on jobs (merged_into_job_id) where merged_into_job_id is not null;

-- The runs that rules made successes of, the newest first: the other statuses have an index for this already.
create index job_runs_overridden on job_runs (job_id, run_at desc, id desc) where effective_status = 'success' and status <> 'success';
