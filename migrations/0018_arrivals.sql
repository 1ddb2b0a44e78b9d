-- What senders handed over and were told is safe, until it is taken in: a matter of a second, or of the next start after a crash.
create table mail_arrivals (
  id bigint generated always as identity primary key,
  source_id bigint not null references sources,
  -- When we received it; what it repeats is judged by that.
  received_at timestamptz not null,
  -- So many of the first bytes are our own headers.
  own_trace integer not null,
  -- Its place in the statement that wrote it, which tells that statement's rows apart.
  place integer not null,
  bytes bytea not null,
  created_at timestamptz not null default now()
);
-- Rows live too short for compressing to pay.
alter table mail_arrivals alter column bytes set storage external;
