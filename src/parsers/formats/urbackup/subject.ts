/** The vendor's words for the two kinds of backup as the types of ours. */
export function typeOf(kind: string): 'File Backup' | 'Image Backup' {
  return kind.toLowerCase() === 'image' ? 'Image Backup' : 'File Backup'
}
