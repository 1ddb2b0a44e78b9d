-- What goes out to customers and colleagues, and what users say back.
create table report_definitions (
  id bigint generated always as identity primary key,
  name text not null unique,
  report_type text not null check (report_type in ('run summary', 'per object', 'missed', 'success rate', 'review evidence')),
  definition jsonb not null,
  created_by_user_id bigint references users on delete set null,
  created_at timestamptz not null default now()
);

create table report_schedules (
  id bigint generated always as identity primary key,
  report_definition_id bigint not null references report_definitions on delete cascade,
  cadence text not null check (cadence in ('daily', 'weekly', 'monthly')),
  at_time time not null,
  weekday integer check (weekday between 1 and 7),
  monthday integer check (monthday between 1 and 31),
  time_zone text not null,
  recipients text[] not null,
  format text not null check (format in ('pdf', 'csv', 'html', 'json')),
  last_sent_at timestamptz
);

create table notification_channels (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('mail', 'teams', 'slack', 'webhook')),
  name text not null unique,
  enabled boolean not null default true,
  settings jsonb not null default '{}',
  secrets bytea,
  created_at timestamptz not null default now()
);

create table notification_rules (
  id bigint generated always as identity primary key,
  channel_id bigint not null references notification_channels on delete cascade,
  event text not null check (event in ('failure', 'missed', 'recovery', 'digest', 'incident')),
  customer_id bigint references customers on delete cascade,
  quiet_from time,
  quiet_until time,
  time_zone text,
  created_at timestamptz not null default now()
);

create table notification_outbox (
  id bigint generated always as identity primary key,
  channel_id bigint not null references notification_channels on delete cascade,
  dedupe_key text not null unique,
  payload jsonb not null,
  not_before timestamptz not null,
  attempts integer not null default 0,
  last_error text,
  sent_at timestamptz,
  created_at timestamptz not null default now()
);
create index notification_outbox_due on notification_outbox (not_before) where sent_at is null;

create table feedback_items (
  id bigint generated always as identity primary key,
  title text not null,
  body text not null default '',
  item_type text not null check (item_type in ('bug', 'feature')),
  status text not null default 'open' check (status in ('open', 'resolved')),
  created_by_user_id bigint references users on delete set null,
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);
create table feedback_votes (
  feedback_item_id bigint not null references feedback_items on delete cascade,
  user_id bigint not null references users on delete cascade,
  created_at timestamptz not null default now(),
  primary key (feedback_item_id, user_id)
);
create table feedback_replies (
  id bigint generated always as identity primary key,
  feedback_item_id bigint not null references feedback_items on delete cascade,
  body text not null,
  created_by_user_id bigint references users on delete set null,
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);
create table feedback_attachments (
  id bigint generated always as identity primary key,
  feedback_item_id bigint not null references feedback_items on delete cascade,
  feedback_reply_id bigint references feedback_replies on delete cascade,
  file_name text not null,
  media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/webp', 'image/gif')),
  bytes bytea not null check (length(bytes) <= 5242880),
  created_by_user_id bigint references users on delete set null,
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);

create table news (
  id bigint generated always as identity primary key,
  title text not null,
  body text not null,
  published_at timestamptz,
  expires_at timestamptz,
  created_by_user_id bigint references users on delete set null,
  created_at timestamptz not null default now()
);
