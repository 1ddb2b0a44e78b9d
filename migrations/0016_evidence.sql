-- Evidence that can be trusted: events are only ever added, each is linked to the one before it, and who wrote a row stays written when the person is gone.
-- chain_position: the place in the chain, without gaps from 1. Ids won't do: they are given before their transaction commits, in another order.
alter table audit_log add column chain_position bigint, drop constraint audit_log_user_id_fkey;
alter table job_run_review_events add column chain_position bigint, drop constraint job_run_review_events_user_id_fkey;
create unique index audit_log_chain on audit_log (chain_position) where chain_position is not null;
create unique index job_run_review_events_chain on job_run_review_events (chain_position) where chain_position is not null;

-- A segment is a stretch of a chain whose rows retention removed: what follows it goes on from its end hash.
alter table audit_segments add column last_position bigint not null;
create unique index audit_segments_last on audit_segments (log, last_position);

-- A row is linked once, and nothing else of it ever changes.
create function evidence_refuse_change() returns trigger language plpgsql as $$
declare linked record;
begin
  linked := old;
  linked.chain_position := new.chain_position;
  linked.previous_hash := new.previous_hash;
  linked.hash := new.hash;
  if old.hash is not null or new.hash is null or new is distinct from linked then
    raise exception 'Rows of % are evidence and never change.', tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

-- Only the rows of a closed segment may go.
create function evidence_refuse_delete() returns trigger language plpgsql as $$
begin
  if not exists (select from audit_segments s where s.log = tg_table_name and s.last_position >= old.chain_position) then
    raise exception 'Rows of % are evidence and are not deleted.', tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return old;
end $$;

create function evidence_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'Rows of % are evidence: they are added, one after the other, and linked by the background task.', tg_table_name
    using errcode = 'insufficient_privilege';
end $$;

create trigger evidence_change before update on audit_log for each row execute function evidence_refuse_change();
create trigger evidence_delete before delete on audit_log for each row execute function evidence_refuse_delete();
create trigger evidence_truncate before truncate on audit_log execute function evidence_refuse();
create trigger evidence_linked before insert on audit_log for each row
  when (new.hash is not null or new.previous_hash is not null or new.chain_position is not null) execute function evidence_refuse();

create trigger evidence_change before update on job_run_review_events for each row execute function evidence_refuse_change();
create trigger evidence_delete before delete on job_run_review_events for each row execute function evidence_refuse_delete();
create trigger evidence_truncate before truncate on job_run_review_events execute function evidence_refuse();
create trigger evidence_linked before insert on job_run_review_events for each row
  when (new.hash is not null or new.previous_hash is not null or new.chain_position is not null) execute function evidence_refuse();

create trigger evidence_change before update or delete on audit_segments for each row execute function evidence_refuse();
create trigger evidence_truncate before truncate on audit_segments execute function evidence_refuse();

-- The next open slot of a job, where statistics are older than the plan: without this index all open slots of all jobs were read for each job.
create index expected_runs_open on expected_runs (job_id, slot_at) where state = 'open';

-- What went wrong with a job, the newest first: few runs among thousands.
create index job_runs_problems on job_runs (job_id, effective_status, run_at desc, id desc) where effective_status <> 'success';
