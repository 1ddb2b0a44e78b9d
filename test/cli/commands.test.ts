import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { vzdumpMail } from '../../src/demo/report-mails.ts'
import { type Application, startApplication } from '../support/application.ts'
import { runCommand } from '../support/command.ts'
import { DATENRETTER_RULE, datenretterMail } from '../support/datenretter.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'backupchecks-commands-'))
  await mkdir(path.join(folder, 'mails'))
  await writeFile(path.join(folder, 'mails/one.eml'), vzdumpMail({ date: '2026-11-10T01:00:00Z' }))
  await writeFile(path.join(folder, 'mails/two.eml'), vzdumpMail({ date: '2026-11-10T02:00:00Z' }))
  await writeFile(path.join(folder, 'shop.eml'), 'From: shop@example.com\r\nSubject: Offer\r\n\r\nBuy')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('backupchecks parse', () => {
  it('prints one line of JSON for each file, in order, without a database', async () => {
    const { code, stdout } = await runCommand([
      'parse',
      path.join(folder, 'mails/one.eml'),
      path.join(folder, 'shop.eml'),
      '--json',
    ])
    const [one, shop, ...rest] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(code).toBe(0)
    expect(rest).toEqual([])
    expect(one).toMatchObject({
      file: path.join(folder, 'mails/one.eml'),
      parser: 'proxmox-vzdump',
      version: 1,
      software: 'Proxmox VE',
      type: 'vzdump',
      jobName: 'vzdump',
      host: 'pve01.customer-a.example',
      status: 'success',
      statusText: 'backup successful',
      objects: [{ name: 'web01', status: 'success' }],
      informational: false,
    })
    expect(one).not.toHaveProperty('results')
    expect(shop).toMatchObject({ parser: null, status: null, objects: [], informational: false })
  })

  it('reads with the rules of a pack, each in its place of the list', async () => {
    const pack = path.join(folder, 'pack.json')
    const rules = [{ rule: DATENRETTER_RULE, before: null, samples: [] }]
    const head = { kind: 'backupchecks_parser_pack', format: 1, exported_at: '2026-11-10T08:00:00.000Z' }
    await writeFile(pack, JSON.stringify({ ...head, rules }))
    await writeFile(path.join(folder, 'new.eml'), datenretterMail({ date: '2026-11-10T01:00:00Z' }))
    const file = path.join(folder, 'new.eml')
    const { code, stdout } = await runCommand(['parse', file, '--rules', pack, '--json'])
    expect([code, JSON.parse(stdout)]).toMatchObject([
      0,
      { parser: 'rule-datenretter', jobName: 'Tagessicherung', host: 'FS-01', status: 'success' },
    ])
    const broken = await runCommand(['parse', file, '--rules', file])
    expect(broken).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('new.eml') })
  })

  it('tells of a file that is not there and goes on with the next', async () => {
    const { code, stdout } = await runCommand([
      'parse',
      '/nowhere.eml',
      path.join(folder, 'shop.eml'),
      '--json',
    ])
    expect(code).toBe(1)
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).error ?? null),
    ).toEqual([expect.stringContaining('ENOENT'), null])
  })
})

describe('backupchecks schedule infer', () => {
  it('prints on its last line what the runs show, what comes next, and the run that did not come', async () => {
    const file = path.join(folder, 'runs.json')
    const days = Array.from({ length: 54 }, (_, index) =>
      Temporal.PlainDate.from('2026-01-05').add({ days: index }),
    )
    const runs = days.filter((day) => day.dayOfWeek < 6).map((day) => `${day}T21:03:00Z`)
    await writeFile(file, JSON.stringify(runs.filter((run) => !run.startsWith('2026-02-25'))))
    const { code, stdout } = await runCommand([
      'schedule',
      'infer',
      '--runs',
      file,
      '--now',
      '2026-02-28T12:00:00Z',
      '--tz',
      'Europe/Amsterdam',
      '--json',
    ])
    expect(code).toBe(0)
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
      kind: 'weekly',
      slots: expect.arrayContaining([expect.objectContaining({ weekday: 3, time: '22:03' })]),
      next: ['2026-03-02T21:03:00Z', '2026-03-03T21:03:00Z', '2026-03-04T21:03:00Z'],
      missed: ['2026-02-25T21:03:00Z'],
    })
  })
})

describe('commands beside a running application', () => {
  let application: Application
  beforeAll(async () => {
    application = await startApplication(path.join(folder, 'data'))
  })
  afterAll(() => application.stop())
  const env = () => ({ DATA_DIR: path.join(folder, 'data') })

  it('join its database: what is imported is there, and importing it again changes nothing', async () => {
    const first = await runCommand(['import', path.join(folder, 'mails')], env())
    expect(first.stdout.trim()).toBe(
      'fetched 2, new 2, duplicate 0, parsed 2, auto-approved 0, left in inbox 2, errors 0',
    )
    const again = await runCommand(['import', path.join(folder, 'mails'), '/nowhere'], env())
    expect(again.stdout).toContain('new 0, duplicate 2')
    expect(again.stderr).toContain('/nowhere')
    expect([first.code, again.code]).toEqual([0, 1])
  })

  it('make users, who sign in with the password that was read from standard input', async () => {
    expect(
      (await runCommand(['user', 'add', 'berend', '--role', 'operator'], env(), 'short\n')).stderr,
    ).toContain('12 characters')
    const added = await runCommand(
      ['user', 'add', 'berend', '--role', 'operator,viewer'],
      env(),
      'een goed lang geheim\n',
    )
    expect(added).toMatchObject({ code: 0, stdout: 'User berend was added.\n' })
    const answer = await fetch(`${application.url}/api/session/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-requested-with': 'backupchecks' },
      body: JSON.stringify({ username: 'berend', password: 'een goed lang geheim' }),
    })
    expect(answer.status).toBe(200)
  })

  it('say what is wrong with the environment instead of starting', async () => {
    const { code, stderr } = await runCommand(['migrate'], { PORT: 'eighty', DATABASE_URL: 'mysql://x' })
    expect(code).toBe(1)
    expect(stderr).toContain('PORT')
    expect(stderr).toContain('DATABASE_URL: must start with postgres')
  })
})

describe('backupchecks audit', () => {
  const env = () => ({ DATA_DIR: path.join(folder, 'evidence') })

  it('says what it can do, and takes a wrong word for no request', async () => {
    const { code, stderr } = await runCommand(['audit', 'mend'], env())
    expect(code).toBe(2)
    expect(stderr).toContain('Usage: backupchecks audit verify')
  })

  it('finds sound what was imported, and knows by kept heads when a chain is another one', async () => {
    const heads = path.join(folder, 'heads.jsonl')
    await runCommand(['user', 'add', 'anna', '--role', 'admin'], env(), 'een goed lang geheim\n')
    const printed = await runCommand(['audit', 'heads'], env())
    expect(JSON.parse(printed.stdout)).toMatchObject({
      heads: { audit_log: { position: 1 }, job_run_review_events: null },
    })
    await writeFile(heads, printed.stdout)
    const sound = await runCommand(['audit', 'verify', '--heads', heads], env())
    expect(sound).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^audit log: sound, 1 rows checked\.\n/),
    })
    await writeFile(heads, printed.stdout.replace('"position":1', '"position":5'))
    const cut = await runCommand(['audit', 'verify', '--heads', heads, '--json'], env())
    expect(cut.code).toBe(1)
    expect(JSON.parse(cut.stdout.split('\n')[0] ?? '')).toMatchObject({
      log: 'audit_log',
      broken: expect.stringContaining('Rows 2 to 5 are missing at the end'),
    })
  })

  it('says with an exit code of its own that it could not check', async () => {
    const missing = await runCommand(['audit', 'verify', '--heads', path.join(folder, 'none.jsonl')], env())
    expect(missing).toMatchObject({ code: 3, stdout: '' })
    const elsewhere = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', APP_SECRET_KEY: 'x'.repeat(20) }
    expect(await runCommand(['audit', 'verify'], elsewhere)).toMatchObject({ code: 3, stdout: '' })
  })
})
