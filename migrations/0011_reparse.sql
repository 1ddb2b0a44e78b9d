-- What reading messages again would change is found out and looked at before it is done; results that wait for an archived job are told from filed ones.
create table reparse_previews (
  id bigint generated always as identity primary key,
  scope jsonb not null,
  state text not null default 'queued'
    check (state in ('queued', 'running', 'ready', 'applying', 'applied', 'cancelled', 'failed')),
  -- The parsers and rules that it reads by: it can be applied only while the same are in use.
  readers text not null,
  obstacle text,
  created_by_user_id bigint references users on delete set null,
  created_by_name text not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  applied_by_user_id bigint references users on delete set null,
  applied_by_name text,
  applied_at timestamptz,
  total integer,
  total_is_exact boolean not null,
  -- Messages that came later are no part of it; those from here down are still to be read, and to be applied.
  newest_message_id bigint not null,
  read_down_to bigint not null,
  applied_down_to bigint,
  bounded boolean not null default false,
  kept_changes integer not null default 0,
  found jsonb not null default '{}',
  applied jsonb not null default '{}'
);
create index reparse_previews_unfinished on reparse_previews (id) where state in ('queued', 'running', 'applying');

create table reparse_changes (
  preview_id bigint not null references reparse_previews on delete cascade,
  mail_message_id bigint not null references mail_messages on delete cascade,
  kind text check (kind in ('changed', 'newly read', 'no longer read', 'failed to read')),
  parsed_from text not null check (parsed_from in ('raw', 'stored text')),
  status_before text check (status_before in ('success', 'warning', 'failed')),
  status_after text check (status_after in ('success', 'warning', 'failed')),
  job_name_before text,
  job_name_after text,
  parser_before text,
  parser_after text,
  run_count integer not null,
  reviewed_run_count integer not null,
  rival_parser_id text,
  draft_wins boolean,
  before jsonb not null,
  after jsonb not null,
  more_objects integer not null default 0,
  primary key (preview_id, mail_message_id)
);
create index reparse_changes_kind on reparse_changes (preview_id, kind, mail_message_id);
create index reparse_changes_message on reparse_changes (mail_message_id);

-- A decision stays, so that what was declined is not proposed again.
create table identity_proposals (
  id bigint generated always as identity primary key,
  job_id bigint not null references jobs on delete cascade,
  identity_key text not null,
  from_address text not null,
  backup_software text not null,
  backup_type text not null,
  job_name text not null,
  host text,
  plus_tag text,
  subject_prefix text,
  preview_id bigint references reparse_previews on delete set null,
  messages integer not null,
  newest_message_id bigint references mail_messages on delete set null,
  proposed_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'declined')),
  decided_at timestamptz,
  decided_by_user_id bigint references users on delete set null,
  unique (job_id, identity_key)
);
create index identity_proposals_open on identity_proposals (id desc) where state = 'open';
create index identity_proposals_message on identity_proposals (newest_message_id) where newest_message_id is not null;

-- Both checks only admit more than before: what is stored need not be looked at again.
alter table job_run_review_events drop constraint job_run_review_events_action_check;
alter table job_run_review_events add constraint job_run_review_events_action_check
  check (action in ('reviewed', 'undone', 'history', 'hidden type', 'reopened', 'arrived late', 'withdrawn', 'deleted', 'reparsed')) not valid;
alter table mail_results drop constraint mail_results_state_check;
alter table mail_results add constraint mail_results_state_check
  check (state in ('open', 'filed', 'held', 'ignored')) not valid;

create index mail_results_held on mail_results (job_id) where state = 'held';
update mail_results r set state = 'held'
from jobs j join mail_messages m on m.job_id = j.id
where j.archived_at is not null and m.location = 'processed' and r.mail_message_id = m.id and r.job_id = j.id and r.state = 'filed'
  and not exists (select from job_runs x where x.mail_message_id = r.mail_message_id and x.result_key = r.result_key);

create index mail_messages_reader on mail_messages (parser_id, parser_version, id) where parser_id is not null and location <> 'deleted';
create index mail_messages_not_read on mail_messages (id) where parse_state in ('unparsed', 'error') and location <> 'deleted';
create index mail_messages_inbox_id on mail_messages (id) where location = 'inbox';
