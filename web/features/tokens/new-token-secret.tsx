import { Button, Group, Modal, Stack, Tabs, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Callout } from '../../ui/callout.tsx'
import { Copy } from '../../ui/copy.tsx'
import { InlineLink } from '../../ui/inline-link.tsx'
import { examplesFor } from './examples.ts'
import classes from './new-token-secret.module.css'

interface NewTokenSecretProps {
  made: { name: string; secret: string } | null
  baseUrl: string
  onClose: () => void
}

const SHELLS = ['curl', 'PowerShell'] as const

/** The one moment in which a token can be read, with how to use it. */
export function NewTokenSecret({ made, baseUrl, onClose }: NewTokenSecretProps) {
  const examples = made ? examplesFor(baseUrl, made.secret) : []
  return (
    <Modal
      opened={made !== null}
      onClose={onClose}
      title={`Token “${made?.name ?? ''}”`}
      size="xl"
      centered
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      {made && (
        <Stack gap="md">
          <Callout tone="warning" title="Copy it now">
            It is shown this once and kept as a fingerprint only. Whoever loses it makes a new one.
          </Callout>
          <div className={classes.secret}>
            <code data-token>{made.secret}</code>
            <Copy value={made.secret} what="the token" />
          </div>
          <Tabs defaultValue="curl" keepMounted={false}>
            <Tabs.List>
              {SHELLS.map((shell) => (
                <Tabs.Tab key={shell} value={shell}>
                  {shell}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            {SHELLS.map((shell) => (
              <Tabs.Panel key={shell} value={shell} pt="sm">
                <Stack gap="sm">
                  {examples
                    .filter((example) => example.shell === shell)
                    .map(({ what, code }) => (
                      <Example key={what} what={what} code={code} />
                    ))}
                </Stack>
              </Tabs.Panel>
            ))}
          </Tabs>
          <Group justify="space-between">
            <InlineLink>
              <Link
                to="/documentation/$section/$slug"
                params={{ section: 'sources', slug: 'plain-report' }}
                target="_blank"
              >
                What a report may say
              </Link>
            </InlineLink>
            <Button onClick={onClose}>I have copied it</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}

function Example({ what, code }: { what: string; code: string }) {
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Text size="sm" fw={500}>
          {what}
        </Text>
        <Copy value={code} what={`example: ${what.toLowerCase()}`} />
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <pre className={classes.code} tabIndex={0}>
        {code}
      </pre>
    </div>
  )
}
