const JOB = `jsonb_build_array(c.name, j.backup_software, j.backup_type, j.job_name, j.host)`
const JOB_OF = (id: string) =>
  `(select ${JOB} from jobs j join customers c on c.id = j.customer_id where j.id = ${id})`
const RUN = `jsonb_build_array(encode(m.content_hash, 'hex'), r.result_key)`
const RUN_OF = (id: string) =>
  `(select ${RUN} from job_runs r join mail_messages m on m.id = r.mail_message_id where r.id = ${id})`

/** Each part of the content as one line of text per row: rows are named by what they are, times of processing are left out. */
export const CONTENT_SECTIONS: readonly { name: string; lines: string }[] = [
  {
    name: 'messages',
    lines: `select jsonb_build_array(encode(m.content_hash, 'hex'), s.name, m.source_ref, m.message_id, m.from_address, m.from_name,
      m.recipients, m.plus_tag, m.subject, m.sent_at, case m.received_at_origin when 'arrival' then null else m.received_at end,
      m.received_at_origin, m.received_at_clamped, md5(m.text_body), md5(m.html_body), m.raw_size, m.authentication_results,
      m.location, ${JOB_OF('m.job_id')}, m.parse_state, m.parser_id, m.parser_version, m.parsed, m.parse_error, m.parsed_from,
      m.parsed_at is null, m.filed_at is null, m.deleted_at is null)::text
      from mail_messages m join sources s on s.id = m.source_id`,
  },
  {
    name: 'raw bytes',
    lines: `select jsonb_build_array(encode(m.content_hash, 'hex'), encode(sha256(r.bytes), 'hex'))::text
      from mail_raw r join mail_messages m on m.id = r.mail_message_id`,
  },
  {
    name: 'results',
    lines: `select (to_jsonb(r) - '{mail_message_id,job_id,probable_job_id}'::text[] || jsonb_build_object(
      'message', encode(m.content_hash, 'hex'), 'job', ${JOB_OF('r.job_id')}, 'probable', ${JOB_OF('r.probable_job_id')}))::text
      from mail_results r join mail_messages m on m.id = r.mail_message_id`,
  },
  {
    name: 'runs',
    lines: `select (to_jsonb(r) - '{id,job_id,mail_message_id,created_at,reviewed_at}'::text[] || jsonb_build_object(
      'message', encode(m.content_hash, 'hex'), 'job', ${JOB_OF('r.job_id')}, 'reviewed', r.reviewed_at is not null))::text
      from job_runs r left join mail_messages m on m.id = r.mail_message_id`,
  },
  {
    name: 'objects of runs',
    lines: `select (to_jsonb(l) - '{run_id,customer_object_id}'::text[] || jsonb_build_object(
      'run', ${RUN_OF('l.run_id')}, 'object', jsonb_build_array(c.name, o.object_type, o.name)))::text
      from run_object_links l join customer_objects o on o.id = l.customer_object_id join customers c on c.id = o.customer_id`,
  },
  {
    name: 'objects of jobs',
    lines: `select jsonb_build_array(${JOB_OF('l.job_id')}, o.object_type, o.name, l.first_seen_at, l.last_seen_at)::text
      from job_object_links l join customer_objects o on o.id = l.customer_object_id`,
  },
  {
    name: 'objects of customers',
    lines: `select jsonb_build_array(c.name, o.object_type, o.name)::text from customer_objects o join customers c on c.id = o.customer_id`,
  },
  {
    name: 'health of jobs',
    lines: `select (to_jsonb(h) - '{job_id,last_run_id}'::text[] || jsonb_build_object(
      'job', ${JOB_OF('h.job_id')}, 'last_run', ${RUN_OF('h.last_run_id')}))::text from job_health h`,
  },
  {
    name: 'review events',
    lines: `select jsonb_build_array(${RUN_OF('e.run_id')}, e.user_name, e.action, e.before_state - 'reviewed_at', e.after_state - 'reviewed_at')::text
      from job_run_review_events e`,
  },
  {
    name: 'jobs and identities',
    lines: `select jsonb_build_array(${JOB_OF('i.job_id')}, i.identity_key, i.sender_key, i.is_alias)::text from job_identities i`,
  },
  {
    name: 'customers',
    lines: `select jsonb_build_array(c.name, c.receive_tag, c.active, c.first_tagged_mail_at is null)::text from customers c`,
  },
]
