import { Button, Skeleton, Text } from '@mantine/core'
import { IconPhoto, IconPhotoOff } from '@tabler/icons-react'
import { useState } from 'react'
import { mailBodyUrl } from '../lib/api.ts'
import framed from './framed.module.css'
import classes from './mail-frame.module.css'

interface MailFrameProps {
  messageId: number
  subject: string
}

/** A mail body in a frame of its own opaque origin: no scripts, and nothing remote until somebody asks. */
export function MailFrame({ messageId, subject }: MailFrameProps) {
  const [remoteFor, setRemoteFor] = useState<number | null>(null)
  const [loadedUrl, setLoadedUrl] = useState<string | null>(null)
  const remote = remoteFor === messageId
  const url = mailBodyUrl(messageId, remote)
  return (
    <section className={framed.root} aria-label="Mail">
      <div className={framed.bar}>
        <Text size="sm" fw={500} truncate title={subject}>
          {subject || '(no subject)'}
        </Text>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          className={classes.toggle}
          leftSection={remote ? <IconPhotoOff size={14} /> : <IconPhoto size={14} />}
          onClick={() => setRemoteFor(remote ? null : messageId)}
        >
          {remote ? 'Hide remote content' : 'Show remote content'}
        </Button>
      </div>
      <div className={classes.paper}>
        {loadedUrl !== url && <Skeleton className={classes.waiting} radius={0} />}
        <iframe
          key={url}
          className={classes.frame}
          title={`Mail: ${subject}`}
          src={url}
          sandbox={remote ? 'allow-popups allow-popups-to-escape-sandbox' : ''}
          referrerPolicy="no-referrer"
          onLoad={() => setLoadedUrl(url)}
        />
      </div>
    </section>
  )
}
