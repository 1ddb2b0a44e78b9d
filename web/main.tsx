import './lib/zod-without-eval.ts'
import '@fontsource/ibm-plex-sans/400.css'
import '@fontsource/ibm-plex-sans/500.css'
import '@fontsource/ibm-plex-sans/600.css'
import '@fontsource/ibm-plex-mono/400.css'
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/dropzone/styles.css'
import './main.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { makeQueryClient } from './lib/query-client.ts'
import { makeRouter } from './routes/router.ts'
import { cssVariables, theme } from './theme.ts'
import { notifyProblem } from './ui/notify.tsx'

const colorScheme = localStorageColorSchemeManager({ key: 'backupchecks-color-scheme' })
showColorSchemeBeforeFirstPaint()

const queryClient = makeQueryClient({
  onRefused: notifyProblem,
  onSignedOut: () => {
    const { pathname, href } = router.state.location
    if (pathname === '/sign-in' || pathname === '/setup') return
    queryClient.clear()
    void router.navigate({ to: '/sign-in', search: { next: href } })
  },
})
const router = makeRouter(queryClient)

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        colorSchemeManager={colorScheme}
        defaultColorScheme="auto"
      >
        <QueryClientProvider client={queryClient}>
          <ModalsProvider>
            <Notifications position="bottom-right" limit={4} />
            <RouterProvider router={router} />
          </ModalsProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
}

/** The library's own script for this is inline, which the server's content policy forbids. */
function showColorSchemeBeforeFirstPaint() {
  const wanted = colorScheme.get('auto')
  const prefersDark = window.matchMedia('(prefers-color-scheme: dark)').matches
  const shown = wanted === 'auto' ? (prefersDark ? 'dark' : 'light') : wanted
  document.documentElement.setAttribute('data-mantine-color-scheme', shown)
}
