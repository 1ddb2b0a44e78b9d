/** Reports as the products mail them, with invented facts: for the demo, the benches and the tests. Times are ISO instants, printed in UTC. */

export type Guest = { id: number; name: string; ok: boolean; message?: string }

/** A vzdump report as Proxmox VE 8.1 and later mails it (text part). */
export function vzdumpMail(facts: {
  node?: string
  guests?: readonly Guest[]
  date: string
  from?: string
  to?: string
  messageId?: string | null
}): Buffer {
  const node = facts.node ?? 'pve01.customer-a.example'
  const guests = facts.guests ?? [{ id: 100, name: 'web01', ok: true }]
  const failed = guests.some((guest) => !guest.ok)
  const nameWidth = Math.max(4, ...guests.map((guest) => guest.name.length)) + 4
  const rows = guests.map((guest) =>
    [
      String(guest.id).padEnd(8),
      guest.name.padEnd(nameWidth),
      (guest.ok ? 'ok' : 'err').padEnd(10),
      '1m 2s     ',
      (guest.ok ? '4.001 GiB' : '0 B').padEnd(15),
      guest.ok ? `vm/${guest.id}/${facts.date.slice(0, 19)}Z` : 'null',
    ].join(''),
  )
  const clock = facts.date.slice(0, 19).replace('T', ' ')
  const logs = guests.map((guest) =>
    guest.ok
      ? `${guest.id}: ${clock} INFO: Finished Backup of VM ${guest.id} (00:01:02)`
      : `${guest.id}: ${clock} ERROR: Backup of VM ${guest.id} failed - ${guest.message ?? 'no such volume'}`,
  )
  return mail({
    from: facts.from ?? `vzdump backup tool <root@${node}>`,
    to: facts.to ?? 'reports@msp.example',
    subject: `vzdump backup status (${node}): backup ${failed ? 'failed' : 'successful'}`,
    date: facts.date,
    messageId: facts.messageId === undefined ? `vzdump-${node}-${facts.date}` : facts.messageId,
    text: [
      'Details',
      '=======',
      `VMID    ${'Name'.padEnd(nameWidth)}Status    Time      Size           Filename`,
      ...rows,
      '',
      'Total running time: 2m',
      `Total size: ${guests.length * 4}.001 GiB`,
      '',
      'Logs',
      '====',
      ...logs,
    ].join('\n'),
  })
}

/** A Hyper Backup report in English (DSM 6 and 7), by the vendor's shared relay unless another sender is given. */
export function hyperBackupMail(facts: {
  task: string
  nas: string
  ok: boolean
  date: string
  prefix?: string | null
  from?: string
  to?: string
}): Buffer {
  const prefix = facts.prefix ? `[${facts.prefix}] ` : ''
  const outcome = facts.ok ? 'successful' : 'failed'
  return mail({
    from: facts.from ?? 'Synology <sns@synologynotification.com>',
    to: facts.to ?? 'reports@msp.example',
    subject: `${prefix}Network Backup - ${facts.task} ${outcome} on ${facts.nas}`,
    date: facts.date,
    messageId: `hyper-${facts.nas}-${facts.task}-${facts.prefix ?? ''}-${facts.to ?? ''}-${facts.date}`,
    text: [
      'Dear user,',
      '',
      facts.ok
        ? `Your backup task ${facts.task} is now complete.`
        : `Data backup on ${facts.nas} has failed.`,
      '',
      `Backup Task: ${facts.task}`,
      'Backup Destination: 192.0.2.20 / backup.hbk',
      `Start Time: ${new Date(facts.date).toUTCString().slice(0, 3)}, ${facts.date.slice(0, 19).replace('T', ' ')}`,
      'Duration: 14 Minute 26 Second',
      '',
      `From ${facts.nas}`,
    ].join('\n'),
  })
}

export type Machine = { name: string; status: 'Success' | 'Warning' | 'Error'; message?: string }

/** A Veeam backup job report with one row for each machine, in the vendor's HTML layout (v12 and later). */
export function veeamBackupMail(facts: {
  job: string
  machines: readonly Machine[]
  date: string
  from: string
  to?: string
  /** As the title bar prints it: `Full`, `Incremental`, with a retry `Incremental) (Retry 1`. */
  kind?: string
  totalSize?: string
}): Buffer {
  const count = (status: Machine['status']) =>
    facts.machines.filter((machine) => machine.status === status).length
  const overall = count('Error') > 0 ? 'Error' : count('Warning') > 0 ? 'Warning' : 'Success'
  const colour = { Success: '#00B050', Warning: '#ffd96c', Error: '#fb9895' }[overall]
  const cell = (text: string, style = '') =>
    `<td nowrap="" style="padding: 2px 3px 2px 3px;vertical-align: top;border: 1px solid #a7a9ac;font-family: Tahoma;font-size: 12px;${style}">${text}</td>`
  const pair = (label: string, value: string) => cell(`<b>${label}</b>`) + cell(value)
  const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeStyle: 'medium', timeZone: 'UTC' })
    .format(new Date(facts.date))
    .replace(' at ', ' ')
  const rows = facts.machines.map((machine) =>
    [
      '<tr style="height: 17px;">',
      cell(machine.name),
      cell(
        `<span style="color: ${machine.status === 'Success' ? '#00B050' : machine.status === 'Warning' ? '#E0A251' : '#ff0000'};">${machine.status}</span>`,
      ),
      cell('3:57:11 AM'),
      cell('4:35:37 AM'),
      cell('130 GB'),
      cell('53 GB'),
      cell('36.9 GB'),
      cell('0:38:26'),
      cell(`<span class="small_label" style="font-size: 10px;">${machine.message ?? ''}</span>`),
      '</tr>',
    ].join(''),
  )
  const html = [
    '<html><body><table cellspacing="0" cellpadding="0" width="100%" border="0"><tr><td><table cellspacing="0" cellpadding="0" width="100%" border="0">',
    `<tr style="height:70px"><td style="width: 80%;background-color: ${colour};color: White;font-weight: bold;font-size: 16px;">Backup job: ${facts.job} (${facts.kind ?? 'Incremental'})<div class="jobDescription" style="margin-top: 5px;font-size: 12px;">Nightly</div></td>`,
    `<td style="background-color: ${colour};color: White;font-weight: bold;font-size: 16px;">${overall}<div class="jobDescription" style="margin-top: 5px;font-size: 12px;">${facts.machines.length - count('Error')} of ${facts.machines.length} VMs processed</div></td></tr>`,
    '<tr><td colspan="2"><table width="100%" cellspacing="0" cellpadding="0" class="inner" border="0">',
    `<tr style="height: 17px;"><td colspan="9" class="sessionDetails"><span>${day}</span></td></tr>`,
    `<tr style="height: 17px;">${pair('Success', String(count('Success')))}${pair('Start time', '3:55:00 AM')}${pair('Total size', facts.totalSize ?? '130 GB')}${pair('Backup size', '37.1 GB')}<td rowspan="3"><span class="small_label"></span></td></tr>`,
    `<tr style="height: 17px;">${pair('Warning', String(count('Warning')))}${pair('End time', '4:35:43 AM')}${pair('Data read', '53 GB')}${pair('Dedupe', '2.5x')}</tr>`,
    `<tr style="height: 17px;">${pair('Error', String(count('Error')))}${pair('Duration', '0:40:43')}${pair('Transferred', '36.9 GB')}${pair('Compression', '1.4x')}</tr>`,
    '<tr style="height: 17px;"><td colspan="9" nowrap="">Details</td></tr>',
    `<tr class="processObjectsHeader" style="height: 23px">${['Name', 'Status', 'Start time', 'End time', 'Size', 'Read', 'Transferred', 'Duration', 'Details'].map((name) => `<td nowrap=""><b>${name}</b></td>`).join('')}</tr>`,
    ...rows,
    '</table></td></tr></table></td></tr><tr><td style="font-size:12px;color:#626365">Veeam Backup &amp; Replication 13.0.1.175</td></tr></table></body></html>',
  ].join('\n')
  const subjectStatus = overall === 'Error' ? 'Failed' : overall
  return mail({
    from: facts.from,
    to: facts.to ?? 'reports@msp.example',
    subject: `[${subjectStatus}] ${facts.job} (${facts.machines.length} objects)`,
    date: facts.date,
    messageId: `veeam-${facts.job}-${facts.from}-${facts.date}`,
    html,
  })
}

/** A verification report of a Proxmox Backup Server. */
export function pbsVerifyMail(facts: {
  server: string
  domain: string
  jobId: string
  datastore: string
  ok: boolean
  date: string
  to?: string
}): Buffer {
  return mail({
    from: `Proxmox Backup Server - ${facts.server} <root@${facts.server}.${facts.domain}>`,
    to: facts.to ?? 'reports@msp.example',
    subject: `Verify Datastore '${facts.datastore}' ${facts.ok ? 'successful' : 'failed'}`,
    date: facts.date,
    messageId: `pbs-${facts.server}-${facts.jobId}-${facts.date}`,
    text: [
      `Job ID:    ${facts.jobId}`,
      `Datastore: ${facts.datastore}`,
      '',
      ...(facts.ok
        ? ['Verification successful.']
        : ['Verification failed on these snapshots/groups:', '', '    vm/101/2026-11-08T01:00:03Z']),
    ].join('\n'),
  })
}

/** A mail with a text or an HTML body; a `date` or `messageId` of null leaves the header out. `date` is an ISO instant. */
export function mail(parts: {
  from: string
  to: string
  subject: string
  date: string | null
  messageId: string | null
  text?: string
  html?: string
}): Buffer {
  const headers = [
    `From: ${parts.from}`,
    `To: ${parts.to}`,
    `Subject: ${parts.subject}`,
    ...(parts.date === null ? [] : [`Date: ${new Date(parts.date).toUTCString()}`]),
    ...(parts.messageId === null
      ? []
      : [`Message-ID: <${parts.messageId.replace(/[^\w.-]/g, '-')}@mail.example>`]),
    'MIME-Version: 1.0',
    `Content-Type: ${parts.html === undefined ? 'text/plain' : 'text/html'}; charset=utf-8`,
    'Content-Transfer-Encoding: 8bit',
  ]
  const body = (parts.html ?? parts.text ?? '').replaceAll('\n', '\r\n')
  return Buffer.from(`${headers.join('\r\n')}\r\n\r\n${body}\r\n`)
}
