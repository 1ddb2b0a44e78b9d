import dns from 'node:dns'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { localServer } from '../../../test/support/local-server.ts'
import { movingClock } from '../../../test/support/moving-clock.ts'
import { createOutbound, isSameOrigin } from '../outbound.ts'
import { isPublicAddress } from './public-address.ts'

afterEach(() => vi.restoreAllMocks())

async function ask(url: string, options = {}): Promise<number> {
  const outbound = createOutbound(movingClock(), options)
  try {
    return await outbound.send({ url }, (answer) => answer.status)
  } finally {
    outbound.close()
  }
}

describe('an address that somebody typed in', () => {
  it.each([
    'file:///etc/passwd',
    'ftp://files.example/',
    'gopher://files.example/',
    'not an address',
    'http://user:password@web.example/',
  ])('is refused when it is not plain HTTP: %s', async (url) => {
    await expect(ask(url, { allowPrivateAddresses: true })).rejects.toMatchObject({
      kind: 'forbidden-address',
    })
  })

  it.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    'localhost',
    '[::1]',
    '[::ffff:7f00:1]',
  ])('does not reach this machine, however it is written: %s', async (host) => {
    const server = await localServer((_request, response) => response.end())
    await expect(ask(`http://${host}:${server.port}/`)).rejects.toMatchObject({ kind: 'forbidden-address' })
    expect(server.count()).toBe(0)
    await server.close()
  })

  it('reaches this machine where the server is set to allow it, by name too', async () => {
    const server = await localServer((_request, response) => response.end())
    expect(await ask(server.url, { allowPrivateAddresses: true })).toBe(200)
    expect(await ask(`http://localhost:${server.port}/`, { allowPrivateAddresses: true })).toBe(200)
    await server.close()
  })

  it('is judged by the addresses that are connected to, whatever the name said before', async () => {
    const server = await localServer((_request, response) => response.end())
    const lookup = vi.spyOn(dns, 'lookup')
    // The resolver is the outside world here: a name whose owner answers with an inner address, alone or beside a public one.
    const resolveTo = (...addresses: string[]) =>
      lookup.mockImplementation(((_host: string, _options: unknown, answer: (...args: unknown[]) => void) =>
        answer(
          null,
          addresses.map((address) => ({ address, family: 4 })),
        )) as never)
    resolveTo('127.0.0.1')
    await expect(ask(`http://rebound.example:${server.port}/`)).rejects.toMatchObject({
      kind: 'forbidden-address',
    })
    resolveTo('8.8.8.8', '127.0.0.1')
    await expect(ask(`http://rebound.example:${server.port}/`)).rejects.toThrow(
      /rebound\.example is an address of this machine/,
    )
    expect(lookup).toHaveBeenCalledTimes(2)
    expect(server.count()).toBe(0)
    await server.close()
  })
})

describe('an IP address', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.8.8.8',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::10.0.0.1',
    '64:ff9b::',
    '64:ff9b:1::1',
    'fe80::1',
    'fc00::1',
    'fd12:3456::1',
    'fec0::1',
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    '2002:7f00:1::',
  ])('is not of the public internet: %s', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  it.each([
    '1.1.1.1',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '2a00:1450::1',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
  ])('is of the public internet: %s', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })
})

describe('a link to the next page', () => {
  it.each([
    ['https://api.example/v1?skip=10', true],
    ['https://API.example:443/v1', true],
    ['http://api.example/v1', false],
    ['https://api.example:8443/v1', false],
    ['https://api.example.attacker.example/v1', false],
    ['https://api.example@attacker.example/v1', false],
    ['//attacker.example/v1', false],
    ['javascript:alert(1)', false],
    ['', false],
  ])('%s is of the same origin: %s', (link, same) => {
    expect(isSameOrigin(link, 'https://api.example/v1')).toBe(same)
  })
})
