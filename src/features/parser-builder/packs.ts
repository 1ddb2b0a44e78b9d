import type { Pack } from '../../../contract/parser-pack.ts'
import { ruleDraftSchema } from '../../../contract/parser-rule.ts'
import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import { anonymised, replacementsFor } from '../../domain/anonymise.ts'
import type { ParserRule } from '../../domain/parser-rule.ts'
import { decodeMail } from '../../parsers/decode-mail.ts'
import { notFound, Refusal } from '../../platform/refusal.ts'
import { recordAudit } from '../audit/index.ts'
import { type GoldenSample, keepSample, readRule, readSamples, saveRule } from '../parser-rules/index.ts'
import { readCustomerNames } from './builder.queries.ts'
import { agrees, readByRule } from './golden-samples.ts'
import { writeMail } from './write-mail.ts'

type PackWorld = Pick<World, 'db' | 'clock'>
type PackedRule = Pack['rules'][number]
export type ImportedRule = {
  id: string
  name: string
  outcome: 'new' | 'new version' | 'unchanged' | 'refused'
  version: number | null
  samples: number
  problem: string | null
}

/** Rules with their golden samples as one file; anonymised samples name nobody and still show what the rule reads. */
export async function exportPack(
  { db, clock }: PackWorld,
  actor: Actor,
  { ids, anonymise }: { ids: readonly string[]; anonymise: boolean },
): Promise<Pack> {
  const customers = anonymise ? await readCustomerNames(db) : []
  const rules: PackedRule[] = []
  for (const id of ids) {
    const stored = await readRule(db, id)
    if (!stored) throw notFound('parser rule')
    const samples = await readSamples(db, id)
    rules.push({
      rule: ruleDraftSchema.parse(stored.rule),
      before: stored.before,
      samples: await Promise.all(
        samples.map((sample) =>
          anonymise
            ? anonymousSample(stored.rule, sample, customers)
            : packedSample(sample.name, sample.raw, sample.expected),
        ),
      ),
    })
  }
  await recordAudit(db, clock(), actor, 'parser pack exported', `Exported ${ids.length} parser rules`, {
    ids,
    anonymise,
  })
  return { kind: 'backupchecks_parser_pack', format: 1, exported_at: clock(), rules }
}

/** Takes in each rule of a pack whose golden samples it reads as the pack says; the others are refused with the reason, alone. */
export async function importPack(
  world: PackWorld,
  actor: Actor,
  pack: Pack,
): Promise<{ rules: ImportedRule[] }> {
  const rules: ImportedRule[] = []
  for (const packed of pack.rules) {
    try {
      rules.push(await importRule(world, actor, packed))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      rules.push(refused(packed, error.message))
    }
  }
  return { rules }
}

async function importRule(
  { db, clock }: PackWorld,
  actor: Actor,
  { rule, before, samples }: PackedRule,
): Promise<ImportedRule> {
  const mails = samples.map((sample) => ({ ...sample, raw: Buffer.from(sample.mail, 'base64') }))
  for (const { name, raw, expected } of mails) {
    if (!(await agrees({ ...rule, version: 1 }, raw, expected)))
      throw new Refusal('sample_disagrees', `It reads the sample "${name}" otherwise than the pack says.`, {
        status: 422,
      })
  }
  const at = clock()
  const saved = await db.transaction().execute(async (tx) => {
    const kept = await saveRule(tx, actor, { rule, before, at })
    for (const { name, raw, expected } of mails)
      await keepSample(tx, rule.id, { name, messageId: null, raw, expected }, at)
    return kept
  })
  const outcome = !saved.isNewVersion ? 'unchanged' : saved.version === 1 ? 'new' : 'new version'
  return {
    id: rule.id,
    name: rule.name,
    outcome,
    version: saved.version,
    samples: mails.length,
    problem: null,
  }
}

/** The sample with stand-ins for every name; refused when the rule then reads nothing, for it hangs on a name. */
async function anonymousSample(rule: ParserRule, sample: GoldenSample, customers: readonly string[]) {
  const decoded = await decodeMail(sample.raw)
  if (decoded.kind === 'undecodable')
    throw new Refusal('sample_unreadable', `The sample "${sample.name}" cannot be read.`)
  const { mail } = decoded
  const texts = [mail.fromAddress, mail.fromName, mail.subject, mail.text, mail.html]
  const { jobName, host, objects } = sample.expected
  const kept = new Set(namesInRule(rule).map((name) => name.toLowerCase()))
  const replacements = replacementsFor(texts, {
    Customer: customers,
    Host: host ? [host] : [],
    Job: [jobName],
    Object: objects.map((object) => object.name),
  }).filter(({ find }) => ![...kept].some((name) => name.includes(find)))
  const change = (text: string) => anonymised(text, replacements)
  const raw = await writeMail({
    fromAddress: change(mail.fromAddress),
    fromName: change(mail.fromName),
    subject: change(mail.subject),
    receivedAt: mail.receivedAt,
    text: change(mail.text),
    html: change(mail.html),
  })
  const expected = await readByRule(rule, raw)
  if (!expected)
    throw new Refusal(
      'sample_hangs_on_a_name',
      `Without its names the rule does not read the sample "${sample.name}" any more.`,
    )
  return packedSample(change(sample.name), raw, expected)
}

/** Texts that the rule itself looks for are part of it: replacing them in a sample would only break the sample. */
function namesInRule(rule: ParserRule): string[] {
  const ways = [
    rule.jobName,
    rule.host,
    rule.status,
    rule.message,
    rule.startedAt,
    rule.endedAt,
    rule.totalBytes,
  ]
  return [
    ...rule.conditions.map((condition) => condition.value),
    ...ways.flatMap((way) => {
      if (way === null) return []
      if (way.way === 'between') return [way.before, way.after]
      return way.way === 'label' ? [way.label] : way.way === 'fixed' ? [way.text] : [way.pattern]
    }),
  ]
}

function packedSample(name: string, raw: Buffer, expected: PackedRule['samples'][number]['expected']) {
  return { name: name.slice(0, 200), mail: raw.toString('base64'), expected }
}

function refused({ rule }: PackedRule, problem: string): ImportedRule {
  return { id: rule.id, name: rule.name, outcome: 'refused', version: null, samples: 0, problem }
}
