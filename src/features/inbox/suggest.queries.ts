import { type Connection, sql } from '../../platform/db.ts'

export type Hints = {
  plusTag: string | null
  fromAddress: string | null
  domain: string | null
  host: string | null
  companyName: string | null
}
export type Suggested = { id: number; name: string; reason: 'tag' | 'sender' | 'domain' | 'host' | 'company' }

/** The likeliest customer for a report by its hints (null hints are not used): a hint that points to several customers says nothing. */
export async function suggestCustomer(db: Connection, hints: Hints): Promise<Suggested | null> {
  const { rows } = await sql<Suggested>`
    with hits as (
      select 1 as rank, 'tag' as reason, c.id from customers c where c.receive_tag = lower(${hints.plusTag})
      union all
      select 2, 'company', c.id from customers c where lower(c.name) = lower(${hints.companyName})
      union all
      select 3, 'sender', j.customer_id from job_identities i join jobs j on j.id = i.job_id where i.from_address = ${hints.fromAddress}
      union all
      select 4, 'host', j.customer_id from jobs j where lower(j.host) = lower(${hints.host})
      union all
      select 5, 'domain', j.customer_id from job_identities i join jobs j on j.id = i.job_id where split_part(i.from_address, '@', 2) = ${hints.domain}
    ), clear as (
      select rank, reason, min(id) as id from hits group by rank, reason having count(distinct id) = 1
    )
    select c.id, c.name, clear.reason from clear join customers c on c.id = clear.id order by clear.rank limit 1
  `.execute(db)
  return rows[0] ?? null
}
