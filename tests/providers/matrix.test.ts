/**
 * Every trouble on every way of every service: each run completes, or stops with the right words and keeps what it
 * has. How each one ends stands in tests/fixtures/matrix/, a file a service, for the guide (`MUQABIL_UPDATE=1`).
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { afterAll, describe, expect, test } from 'vitest'
import { encodeContent } from '../../src/bitext/content.ts'
import { endOf, endsFile, SOURCES, troubles, tryTrouble } from './matrix.ts'
import { services } from './services.ts'

const UPDATE = process.env.MUQABIL_UPDATE === '1'

describe.concurrent.each(services)('$name', (service) => {
  const file = endsFile(service)
  const ends: Readonly<Record<string, string>> = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)
    : {}
  const ended: Record<string, string> = {}

  afterAll(() => {
    if (!UPDATE) return
    mkdirSync('tests/fixtures/matrix', { recursive: true })
    const inOrder = Object.fromEntries(troubles.map(({ name }) => [name, ended[name] ?? '']))
    writeFileSync(file, `${JSON.stringify(inOrder, undefined, 2)}\n`)
  })

  test.concurrent.each(troubles)('$name', async (trouble) => {
    const ran = await tryTrouble(service, trouble)
    ended[trouble.name] = endOf(ran)
    const { ends: end } = trouble
    switch (end.kind) {
      case 'complete':
        expect(endOf(ran)).toBe('complete')
        break
      case 'missing':
        expect([...ran.failed.keys()]).toEqual([encodeContent(SOURCES[17] ?? [])])
        expect(ran.targets.size).toBe(SOURCES.length - 1)
        break
      case 'stops':
        expect(end.codes).toContain(ran.sent.stopped?.code)
        expect(ran.targets.size).toBeGreaterThan(0)
        break
    }
    if (!UPDATE) expect(endOf(ran)).toBe(ends[trouble.name])
    for (const target of ran.targets.values()) expect(encodeContent(target)).toMatch(/<1>.+<\/1>/)
    // Nothing is counted less than it was billed.
    expect(ran.sent.charactersSent).toBeGreaterThanOrEqual(ran.billed)
  })
})
