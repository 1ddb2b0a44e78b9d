-- Tickets and remarks at work: what a double click makes twice is one, two people do not overwrite each other, and lists are found by index.
alter table tickets add column request_id uuid unique;
alter table tickets add column version integer not null default 1;
alter table remarks add column request_id uuid unique;
alter table remarks add column version integer not null default 1;

alter table ticket_scopes add column resolved_by_user_id bigint references users on delete set null;
alter table remark_scopes add column resolved_by_user_id bigint references users on delete set null;

-- A PSA number typed in other letters is the same ticket.
alter table tickets drop constraint tickets_origin_ticket_code_key;
create unique index tickets_code on tickets (origin, lower(ticket_code));

drop index tickets_open;
create index tickets_open on tickets (start_date desc, id desc) where resolved_at is null;
create index tickets_newest on tickets (start_date desc, id desc);
drop index remarks_open;
create index remarks_open on remarks (start_date desc, id desc) where resolved_at is null;
create index remarks_newest on remarks (start_date desc, id desc);

-- The indexes of open scopes serve the linking of new runs; these serve the filter by customer and the deletion of what a scope names.
create index ticket_scopes_any_job on ticket_scopes (job_id) where job_id is not null;
create index ticket_scopes_any_customer on ticket_scopes (customer_id) where customer_id is not null;
create index ticket_scopes_any_object on ticket_scopes (customer_object_id) where customer_object_id is not null;
create index remark_scopes_any_job on remark_scopes (job_id) where job_id is not null;
create index remark_scopes_any_customer on remark_scopes (customer_id) where customer_id is not null;
create index remark_scopes_any_object on remark_scopes (customer_object_id) where customer_object_id is not null;
