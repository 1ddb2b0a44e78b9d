import { Anchor, Button, Group, Modal, Text } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { IconFileImport } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { z } from 'zod'
import { packSchema } from '../../../contract/parser-pack.ts'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { problemOf } from '../../lib/problem.ts'
import { Callout } from '../../ui/callout.tsx'
import classes from './import-pack-dialog.module.css'

const OUTCOMES = {
  new: 'taken in',
  'new version': 'taken in as a new version',
  unchanged: 'known already',
  refused: 'refused',
}
const LARGEST_PACK = 20 * 1024 * 1024

/** Takes in a pack of parser rules from a file, and says of each rule what became of it. */
export function ImportPackDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [unreadable, setUnreadable] = useState<string | null>(null)
  const queryClient = useQueryClient()
  const take = useMutation(
    api.parserRules.importPack.mutationOptions({
      meta: { showsOwnErrors: true },
      onSuccess: () => {
        void queryClient.invalidateQueries({ queryKey: api.parserRules.key() })
        void queryClient.invalidateQueries({ queryKey: api.parsers.key() })
      },
    }),
  )
  const read = async ([file]: File[]) => {
    take.reset()
    const pack = file ? packIn(await file.text()) : { problem: 'This is not a JSON file of up to 20 MB.' }
    setUnreadable('problem' in pack ? pack.problem : null)
    if ('pack' in pack) take.mutate({ pack: pack.pack })
  }
  const close = () => {
    take.reset()
    setUnreadable(null)
    onClose()
  }
  const problem = unreadable ?? (take.isError ? problemOf(take.error).detail : null)
  return (
    <Modal opened={opened} onClose={close} title="Import a pack of parser rules" size="lg" centered>
      <Dropzone
        accept={['application/json']}
        maxSize={LARGEST_PACK}
        multiple={false}
        loading={take.isPending}
        onDrop={(files) => void read(files)}
        onReject={() => void read([])}
        inputProps={{ 'aria-label': 'Pack file' }}
      >
        <div className={classes.drop}>
          <IconFileImport size={32} stroke={1.4} aria-hidden />
          <Text fw={500}>Drop a pack here, or choose a file</Text>
          <Text size="sm" c="dimmed">
            Each rule is taken in when it reads its own samples as the pack says.
          </Text>
        </div>
      </Dropzone>
      {problem && (
        <Callout tone="danger" title="This pack cannot be taken in">
          {problem}
        </Callout>
      )}
      {take.data && (
        <ul className={classes.rules} aria-label="Rules of the pack">
          {take.data.rules.map((rule) => (
            <li key={rule.id} data-outcome={rule.outcome}>
              <span>
                {rule.outcome === 'refused' ? (
                  rule.name
                ) : (
                  <Anchor
                    inherit
                    renderRoot={(props) => (
                      <Link to="/parsers/builder" search={{ rule: rule.id }} {...props} />
                    )}
                  >
                    {rule.name}
                  </Anchor>
                )}
              </span>
              <span>
                {OUTCOMES[rule.outcome]}
                {rule.outcome !== 'refused' && ` · ${countOf(rule.samples, 'sample')} agree`}
              </span>
              {rule.problem && <span className={classes.problem}>{rule.problem}</span>}
            </li>
          ))}
        </ul>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant={take.data ? 'filled' : 'default'} onClick={close}>
          {take.data ? 'Done' : 'Cancel'}
        </Button>
      </Group>
    </Modal>
  )
}

function packIn(text: string): { pack: z.infer<typeof packSchema> } | { problem: string } {
  try {
    const parsed = packSchema.safeParse(JSON.parse(text))
    return parsed.success ? { pack: parsed.data } : { problem: firstProblem(parsed.error) }
  } catch {
    return { problem: 'This file holds no JSON.' }
  }
}

function firstProblem(error: z.ZodError): string {
  const [issue] = error.issues
  return `It is no pack of parser rules: ${issue?.path.join('.') || 'the file'}: ${issue?.message ?? ''}`
}
