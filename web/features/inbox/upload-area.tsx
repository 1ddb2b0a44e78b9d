import { Button, FileButton, Text } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { IconFileImport, IconUpload } from '@tabler/icons-react'
import classes from './upload-area.module.css'
import { UploadDialog } from './upload-dialog.tsx'
import type { Uploads } from './use-uploads.ts'

/** Files come in by the button or by dropping them anywhere on the page. */
export function UploadArea({ uploads }: { uploads: Uploads }) {
  return (
    <>
      <FileButton multiple accept=".eml,.mbox,.zip" onChange={uploads.add}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconUpload size={16} />}>
            Upload reports
          </Button>
        )}
      </FileButton>
      <Dropzone.FullScreen active withinPortal={false} onDrop={uploads.add}>
        <div className={classes.drop}>
          <IconFileImport size={52} stroke={1.2} />
          <Text size="xl" fw={600}>
            Drop reports to take them in
          </Text>
          <Text c="dimmed">.eml, .mbox or .zip, as many as you like</Text>
        </div>
      </Dropzone.FullScreen>
      <UploadDialog uploads={uploads} />
    </>
  )
}
