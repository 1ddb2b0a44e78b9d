-- A rule's versions never change; whether it is used, and where in the one list of parsers, is a fact of the rule and not of a version.
create table parser_rule_places (
  rule_id text primary key check (rule_id ~ '^rule-[a-z0-9]+(-[a-z0-9]+)*$'),
  enabled boolean not null default true,
  before_parser_id text,
  position integer not null,
  removed_at timestamptz
);
create index parser_rule_places_used on parser_rule_places (position, rule_id) where enabled and removed_at is null;

alter table parser_rules drop column position, drop column enabled;
alter table parser_rules add constraint parser_rules_place foreign key (rule_id) references parser_rule_places;

alter table parser_rule_samples add column name text not null default '';
alter table parser_rule_samples add constraint parser_rule_samples_rule foreign key (rule_id) references parser_rule_places on delete cascade;
create index parser_rule_samples_of_rule on parser_rule_samples (rule_id, id);
