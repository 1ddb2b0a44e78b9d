-- Who may do what, how they are signed in, what is set, and the log that nothing is removed from.
create extension if not exists pg_trgm;

create table users (
  id bigint generated always as identity primary key,
  username text not null,
  display_name text not null default '',
  email text,
  password_hash text,
  active boolean not null default true,
  failed_sign_ins integer not null default 0,
  locked_until timestamptz,
  password_changed_at timestamptz,
  totp_secret bytea,
  totp_confirmed_at timestamptz,
  entra_tenant_id text,
  entra_object_id text,
  oidc_issuer text,
  oidc_subject text,
  last_active_role text,
  last_sign_in_at timestamptz,
  created_at timestamptz not null default now(),
  constraint users_active_role_known check (last_active_role in ('admin', 'operator', 'viewer', 'reporter'))
);
create unique index users_username_key on users (lower(username));
create unique index users_email_key on users (lower(email)) where email is not null;
create unique index users_entra_key on users (entra_tenant_id, entra_object_id) where entra_object_id is not null;
create unique index users_oidc_key on users (oidc_issuer, oidc_subject) where oidc_subject is not null;

create table user_roles (
  user_id bigint not null references users on delete cascade,
  role text not null check (role in ('admin', 'operator', 'viewer', 'reporter')),
  primary key (user_id, role)
);

create table user_recovery_codes (
  user_id bigint not null references users on delete cascade,
  code_hash text not null,
  used_at timestamptz,
  primary key (user_id, code_hash)
);

create table user_preferences (
  user_id bigint not null references users on delete cascade,
  key text not null,
  value jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (user_id, key)
);

create table saved_views (
  id bigint generated always as identity primary key,
  user_id bigint references users on delete cascade,
  page text not null,
  name text not null,
  search jsonb not null,
  created_at timestamptz not null default now(),
  unique nulls not distinct (user_id, page, name)
);

create table sessions (
  id bigint generated always as identity primary key,
  token_hash bytea not null unique,
  user_id bigint not null references users on delete cascade,
  active_role text not null check (active_role in ('admin', 'operator', 'viewer', 'reporter')),
  sign_in_method text not null default 'password' check (sign_in_method in ('password', 'entra', 'oidc')),
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index sessions_user on sessions (user_id, last_seen_at desc);
create index sessions_expiry on sessions (expires_at);

create table setup_tokens (
  token_hash bytea primary key,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table password_reset_tokens (
  token_hash bytea primary key,
  user_id bigint not null references users on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table system_settings (
  key text primary key,
  value jsonb,
  secret bytea,
  updated_at timestamptz not null default now(),
  updated_by_user_id bigint references users on delete set null,
  constraint system_settings_value_or_secret check (value is null or secret is null)
);

create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  user_id bigint references users on delete set null,
  user_name text not null,
  event_type text not null,
  message text not null,
  details jsonb,
  previous_hash bytea,
  hash bytea
);
create index audit_log_at on audit_log (at desc, id desc);
create index audit_log_event on audit_log (event_type, at desc);
create index audit_log_unhashed on audit_log (id) where hash is null;

create table audit_segments (
  id bigint generated always as identity primary key,
  log text not null check (log in ('audit_log', 'job_run_review_events')),
  first_id bigint not null,
  last_id bigint not null,
  row_count bigint not null,
  end_hash bytea not null,
  closed_at timestamptz not null
);
