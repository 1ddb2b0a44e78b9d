import { expect, it } from 'vitest'
import { parseAuthenticationResults } from './authentication-results.ts'

it('a header is split into server, methods, results and properties', () => {
  const { server, results } = parseAuthenticationResults(
    'mx.msp.example (mail (nested) server) 1; dkim=pass (ok) reason="a;b" header.d=A.example header.i=@a.example; spf=none',
  )
  expect(server).toBe('mx.msp.example')
  expect(results.map(({ method, result }) => `${method} ${result}`)).toEqual(['dkim pass', 'spf none'])
  expect(results[0]?.properties.get('header.d')).toBe('a.example')
})
