-- What each parser read and could not read on each day, counted ahead: the page of parsers and the drift alarm compare weeks, and must not count ten million messages to do so.
create table parser_days (
  day date not null,
  parser_id text not null,
  messages integer not null,
  failed integer not null,
  results integer not null,
  with_objects integer not null,
  with_started integer not null,
  with_ended integer not null,
  with_size integer not null,
  with_host integer not null,
  with_known_status integer not null,
  parser_version integer,
  counted_at timestamptz not null,
  primary key (day, parser_id)
);

-- From whom unread messages came on a day, and which parser reads what else comes from there: the Inbox shows them by parser.
create table parser_unread_senders (
  day date not null,
  from_address text not null,
  parser_id text not null,
  messages integer not null,
  primary key (day, from_address)
);
create index parser_unread_senders_parser on parser_unread_senders (parser_id, from_address);

-- The messages of a day that nothing could read; few, so that this costs next to nothing.
create index mail_messages_unread on mail_messages (received_at) where parse_state in ('unparsed', 'error');

-- Which parser reads a sender's messages is answered from the index alone; it replaces the one without the parser.
drop index mail_messages_from;
create index mail_messages_from on mail_messages (from_address, received_at desc) include (parser_id);
