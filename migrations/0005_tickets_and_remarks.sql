-- What people note beside runs, and what they handed to the PSA: scopes say where it holds, links say which runs it touched.
create sequence ticket_code_number;

create table tickets (
  id bigint generated always as identity primary key,
  ticket_code text not null,
  origin text not null check (origin in ('internal', 'psa')),
  description text not null default '',
  active_from_date date not null,
  start_date timestamptz not null,
  resolved_at timestamptz,
  resolved_by_user_id bigint references users on delete set null,
  closed_reason text check (closed_reason in ('resolved', 'deleted')),
  created_by_user_id bigint references users on delete set null,
  created_at timestamptz not null default now(),
  unique (origin, ticket_code)
);
create index tickets_open on tickets (start_date desc) where resolved_at is null;
create index tickets_search_trgm on tickets using gin (lower(ticket_code || ' ' || description) gin_trgm_ops);

create table ticket_scopes (
  id bigint generated always as identity primary key,
  ticket_id bigint not null references tickets on delete cascade,
  job_id bigint references jobs on delete cascade,
  customer_id bigint references customers on delete cascade,
  customer_object_id bigint references customer_objects on delete cascade,
  resolved_at timestamptz,
  created_at timestamptz not null default now(),
  constraint ticket_scopes_one_scope check (num_nonnulls(job_id, customer_id, customer_object_id) = 1),
  unique nulls not distinct (ticket_id, job_id, customer_id, customer_object_id)
);
create index ticket_scopes_job on ticket_scopes (job_id) where job_id is not null and resolved_at is null;
create index ticket_scopes_customer on ticket_scopes (customer_id) where customer_id is not null and resolved_at is null;
create index ticket_scopes_object on ticket_scopes (customer_object_id) where customer_object_id is not null and resolved_at is null;

create table ticket_job_runs (
  ticket_id bigint not null references tickets on delete cascade,
  job_run_id bigint not null references job_runs on delete cascade,
  linked_at timestamptz not null,
  primary key (ticket_id, job_run_id)
);
create index ticket_job_runs_run on ticket_job_runs (job_run_id);

create table remarks (
  id bigint generated always as identity primary key,
  body text not null,
  active_from_date date,
  start_date timestamptz not null,
  resolved_at timestamptz,
  resolved_by_user_id bigint references users on delete set null,
  created_by_user_id bigint references users on delete set null,
  created_at timestamptz not null default now()
);
create index remarks_open on remarks (start_date desc) where resolved_at is null;
create index remarks_search_trgm on remarks using gin (lower(body) gin_trgm_ops);

create table remark_scopes (
  id bigint generated always as identity primary key,
  remark_id bigint not null references remarks on delete cascade,
  job_id bigint references jobs on delete cascade,
  customer_id bigint references customers on delete cascade,
  customer_object_id bigint references customer_objects on delete cascade,
  resolved_at timestamptz,
  created_at timestamptz not null default now(),
  constraint remark_scopes_one_scope check (num_nonnulls(job_id, customer_id, customer_object_id) = 1),
  unique nulls not distinct (remark_id, job_id, customer_id, customer_object_id)
);
create index remark_scopes_job on remark_scopes (job_id) where job_id is not null and resolved_at is null;
create index remark_scopes_customer on remark_scopes (customer_id) where customer_id is not null and resolved_at is null;
create index remark_scopes_object on remark_scopes (customer_object_id) where customer_object_id is not null and resolved_at is null;

create table remark_job_runs (
  remark_id bigint not null references remarks on delete cascade,
  job_run_id bigint not null references job_runs on delete cascade,
  linked_at timestamptz not null,
  primary key (remark_id, job_run_id)
);
create index remark_job_runs_run on remark_job_runs (job_run_id);
