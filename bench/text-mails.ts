import { vzdumpMail } from '../src/demo/report-mails.ts'
import type { SeededRandom } from './seeded-random.ts'

/** A vzdump report with the log of each guest, 2 to 8 kB. */
export function vzdumpMailWithLogs(node: string, date: string, random: SeededRandom): Buffer {
  const guests = Array.from({ length: 1 + random.below(5) }, (_, index) => ({
    id: 100 + index,
    name: `guest${String(index + 1).padStart(2, '0')}`,
    ok: !random.chance(0.03),
  }))
  const report = vzdumpMail({ node, guests, date })
  const clock = date.slice(0, 19).replace('T', ' ')
  const logs = guests.flatMap(({ id, name }) => guestLog(id, name, clock))
  return Buffer.concat([report, Buffer.from(`${logs.join('\r\n')}\r\n`)])
}

function guestLog(id: number, name: string, clock: string): string[] {
  return [
    'Starting Backup of VM %',
    'status = running',
    `VM Name: ${name}`,
    "include disk 'scsi0' 'local-zfs:vm-%-disk-0' 64G",
    'backup mode: snapshot',
    'ionice priority: 7',
    `creating Proxmox Backup Server archive 'vm/%/${clock.replace(' ', 'T')}Z'`,
    'issuing guest-agent fs-freeze command',
    'issuing guest-agent fs-thaw command',
    "started backup task '0f6c2c1a-3c5e-4a7b-9d55-1f2f7d1c4b10'",
    'resuming VM again',
    'scsi0: dirty-bitmap status: OK (1.2 GiB of 64.0 GiB dirty)',
    '49% (604.0 MiB of 1.2 GiB) in 3s, read: 201.3 MiB/s, write: 201.3 MiB/s',
    '100% (1.2 GiB of 1.2 GiB) in 6s, read: 208.0 MiB/s, write: 206.7 MiB/s',
    'backup was done incrementally, reused 62.80 GiB (98%)',
    'transferred 1.20 GiB in 6 seconds (204.8 MiB/s)',
    'adding notes to backup',
  ].map((words) => `${id}: ${clock} INFO: ${words.replaceAll('%', String(id))}`)
}
