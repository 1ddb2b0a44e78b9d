export type Product = {
  software: string
  /** Report types of backups and their kin; one that ends in `…` stands for every type that begins so. */
  types: readonly string[]
  /** Report types shown for awareness only: never a backup, never expected. */
  informational: readonly string[]
}

/** Every product with its report types, in the exact strings that are part of a job's identity: to reword one is to lose its jobs. */
export const PRODUCTS: readonly Product[] = [
  {
    software: 'Veeam',
    types: [
      'Backup Job',
      'Backup Copy Job',
      'Replication Job',
      'Agent Backup Job',
      'Agent Backup Policy',
      'Configuration Backup',
      'Tape Job',
      'SureBackup Job',
      'File Backup Job',
      'Application Backup Policy',
      'MongoDB Backup Job',
      'Scale-out Backup Repository',
      'Health Check',
      'Enterprise Manager',
      'Microsoft 365 Backup',
      'Cloud Connect Report',
      'VSPC',
    ],
    informational: ['Protection Group Rescan'],
  },
  {
    software: 'Synology',
    types: [
      'Active Backup',
      'Active Backup for Microsoft 365',
      'Active Backup for Google Workspace',
      'Hyper Backup',
      'Snapshot Replication',
      'Network Backup',
      'LUN Backup',
      'Shared Folder Sync',
    ],
    informational: ['Updates', 'Account Protection'],
  },
  {
    software: 'NAKIVO',
    types: ['Backup job for …', 'Backup copy job', 'Replication job for …'],
    informational: [],
  },
  {
    software: 'QNAP',
    types: ['Hybrid Backup Sync'],
    informational: ['Firmware Update', 'Notification Center'],
  },
  { software: '3CX', types: ['Backup'], informational: ['Update', 'SSL Certificate'] },
  { software: 'Proxmox VE', types: ['vzdump', 'Replication'], informational: [] },
  {
    software: 'Proxmox Backup Server',
    types: ['Garbage Collection', 'Verify', 'Prune', 'Sync', 'Tape Backup'],
    informational: [],
  },
  { software: 'TrueNAS', types: ['Replication', 'Snapshot'], informational: [] },
  { software: 'UrBackup', types: ['File Backup', 'Image Backup'], informational: [] },
  { software: 'Backupchecks', types: ['Plain report'], informational: [] },
  ...[
    'Syncovery',
    'Panel3',
    'Boxafe',
    'R-Drive Image',
    'Duplicati',
    'Bareos',
    'Bacula',
    'Backup Exec',
    'Macrium Reflect',
    'Retrospect',
    'Cobian',
    'Ahsay',
    'Acronis',
    'MSP360',
    'Iperius',
    'Windows Server Backup',
    'Altaro',
    'borgmatic',
  ].map((software) => ({ software, types: ['Backup'], informational: [] })),
]

/** How the product table knows this pair: as a backup's type, as an informational one, or (null) not at all. */
export function roleOfType(software: string, type: string): 'backup' | 'informational' | null {
  const product = PRODUCTS.find((each) => each.software === software)
  if (!product) return null
  if (product.informational.includes(type)) return 'informational'
  return product.types.some((known) => covers(known, type)) ? 'backup' : null
}

function covers(known: string, type: string): boolean {
  return known.endsWith('…')
    ? type.startsWith(known.slice(0, -1)) && type.length >= known.length
    : known === type
}
