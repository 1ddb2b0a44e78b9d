import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { useTestWorld } from '../../test/support/world.ts'
import { type Errand, startTasks } from './jobs.ts'

describe('the queue', () => {
  const world = useTestWorld()
  const stops: (() => Promise<void>)[] = []
  afterEach(async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()))
  })
  const worker = async (...errands: Errand[]) => {
    const { stop } = await startTasks(world.databaseUrl, { tasks: [], errands }, world.log)
    stops.push(stop)
  }

  it('does an errand for each key once at a time, other keys beside it, with the data that was given', async () => {
    const done: unknown[] = []
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>()
    const errand: Errand = {
      name: 'test.errand',
      run: async (data) => {
        done.push(data)
        await mayEnd
      },
    }
    await worker(errand)
    await worker(errand)
    expect(await world.queue.ask('test.errand', 'a', { n: 1 })).toBe(true)
    expect(await world.queue.ask('test.errand', 'a', { n: 2 })).toBe(false)
    expect(await world.queue.ask('test.errand', 'b', { n: 3 })).toBe(true)
    await expect.poll(() => done).toHaveLength(2)
    expect(await world.queue.ask('test.errand', 'a', { n: 4 })).toBe(false)
    end()
    await expect.poll(() => world.queue.ask('test.errand', 'a', { n: 5 })).toBe(true)
    await expect.poll(() => done).toEqual(expect.arrayContaining([{ n: 1 }, { n: 3 }, { n: 5 }]))
  })

  it('tells an errand when the process stops', async () => {
    const { promise: told, resolve: tell } = Promise.withResolvers<string>()
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    await worker({
      name: 'test.long',
      run: (_data, signal) => {
        begin()
        return new Promise((resolve) =>
          signal.addEventListener('abort', () => {
            tell('stopped')
            resolve()
          }),
        )
      },
    })
    await world.queue.ask('test.long', 'a', {})
    await begun
    await stops.pop()?.()
    expect(await told).toBe('stopped')
  })

  it('gives an errand free again when the process that did it is killed', { timeout: 90_000 }, async () => {
    const code = `
      import { startTasks } from '${import.meta.dirname}/jobs.ts'
      import { createLogger } from '${import.meta.dirname}/log.ts'
      const run = () => new Promise(() => console.log('begun'))
      await startTasks(process.argv[1], { tasks: [], errands: [{ name: 'test.killed', run }] }, createLogger('silent'))`
    const child = spawn(process.execPath, ['--input-type=module', '-e', code, world.databaseUrl], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await world.queue.ask('test.killed', 'a', {})
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await world.queue.ask('test.killed', 'a', {})).toBe(false)
    let ran = 0
    await worker({ name: 'test.killed', run: async () => void ran++ })
    await expect
      .poll(() => world.queue.ask('test.killed', 'a', {}), { timeout: 80_000, interval: 1000 })
      .toBe(true)
    await expect.poll(() => ran).toBeGreaterThan(0)
  })
})
