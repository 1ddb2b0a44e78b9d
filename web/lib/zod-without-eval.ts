import { config } from 'zod'

// The server's content policy forbids compiled code; without this, zod would probe for it and be reported.
config({ jitless: true })
