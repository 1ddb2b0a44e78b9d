import { type FakeAnswer, type Operation, VendorError } from './wire.ts'

export type Fault =
  /** 429 or 503; the wait is told in seconds, as a date, or not at all. */
  | { kind: 'throttled'; status?: 429 | 503; retryAfter?: number | 'date' }
  | { kind: 'refused'; status: number; code: string }
  /** A page of some gateway in between, with an error status or even with 200. */
  | { kind: 'html-page'; status: number }
  | { kind: 'empty-body' }
  | { kind: 'cut-body' }
  /** The connection breaks before anything was done, or after: then it was done and nobody heard. */
  | { kind: 'reset'; after: 'nothing' | 'all' }
  /** No answer ever, or a body that stops in the middle. */
  | { kind: 'stuck'; in: 'head' | 'body' }
  | { kind: 'tokens-expire' }
  /** A page that is empty although others follow, or whose link leads to itself, to another server, or is missing. */
  | { kind: 'empty-page' }
  | { kind: 'next-link'; to: 'itself' | 'elsewhere' | 'nowhere' }
  /** Somebody else does something at that moment; the request is answered as usual. */
  | { kind: 'meanwhile'; happens: () => void }

export type FaultPlan = {
  on: Operation
  fault: Fault
  /** Which of the requests that this plan sees, numbered from 1; by itself the first. */
  when?: (request: { number: number; path: string }) => boolean
}

/** The faults that a test ordered; each plan counts the requests of its operation for itself. */
export function createFaults() {
  const plans: (FaultPlan & { seen: number })[] = []
  return {
    add: (plan: FaultPlan) => void plans.push({ ...plan, seen: 0 }),
    /** The faults for this request, in the order they were ordered. */
    next: (operation: Operation, path: string): Fault[] =>
      plans
        .filter((plan) => {
          if (plan.on !== operation) return false
          plan.seen += 1
          return plan.when ? plan.when({ number: plan.seen, path }) : plan.seen === 1
        })
        .map((plan) => plan.fault),
  }
}

type Scene = { now: string; expireTokens: () => void; self: string }

/** The answer as a fault leaves it; `answer` is not asked where the request never arrives. */
export function disturbed(fault: Fault, answer: () => FakeAnswer, scene: Scene): FakeAnswer {
  switch (fault.kind) {
    case 'throttled':
      throw new VendorError(
        fault.status ?? 429,
        'ApplicationThrottled',
        'Application is over its limit.',
        retryAfter(fault, scene.now),
      )
    case 'refused':
      throw new VendorError(fault.status, fault.code, 'Refused by order of the test.')
    case 'html-page':
      return {
        status: fault.status,
        headers: { 'content-type': 'text/html' },
        body: '<html><body>Bad gateway</body></html>',
      }
    case 'empty-body':
      return { ...answer(), body: '' }
    case 'cut-body': {
      const whole = answer()
      const text = JSON.stringify(whole.body)
      return { ...whole, body: text.slice(0, text.length / 2) }
    }
    case 'reset':
      return fault.after === 'all'
        ? { ...answer(), manner: 'reset' }
        : { status: 0, body: '', manner: 'reset' }
    case 'stuck':
      return fault.in === 'head'
        ? { status: 0, body: '', manner: 'silent' }
        : { ...answer(), manner: 'stuck' }
    case 'tokens-expire':
      scene.expireTokens()
      return answer()
    case 'empty-page':
      return { status: 200, body: { value: [], '@odata.nextLink': withMark(scene.self) } }
    case 'next-link':
      return withLink(answer(), fault.to, scene.self)
    case 'meanwhile':
      fault.happens()
      return answer()
  }
}

function retryAfter(fault: Fault & { kind: 'throttled' }, now: string): Record<string, string> {
  if (fault.retryAfter === undefined) return {}
  if (fault.retryAfter !== 'date') return { 'retry-after': String(fault.retryAfter) }
  return { 'retry-after': new Date(Date.parse(now) + 20_000).toUTCString() }
}

/** The same page under another link, as a new position would be. */
function withMark(self: string): string {
  const link = new URL(self)
  link.searchParams.set('mark', String(Number(link.searchParams.get('mark') ?? 0) + 1))
  return link.toString()
}

function withLink(answer: FakeAnswer, to: 'itself' | 'elsewhere' | 'nowhere', self: string): FakeAnswer {
  const { '@odata.nextLink': _link, ...rest } = { '@odata.nextLink': '', ...Object(answer.body) }
  if (to === 'nowhere') return { ...answer, body: rest }
  const link = to === 'itself' ? self : self.replace('127.0.0.1', 'attacker.example')
  return { ...answer, body: { ...rest, '@odata.nextLink': link } }
}
