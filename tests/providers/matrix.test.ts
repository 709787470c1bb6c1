/** Every trouble on every way of every service: each run completes, or stops with the right words and keeps what it has. */
import { describe, expect, test } from 'vitest'
import { encodeContent } from '../../src/bitext/content.ts'
import { endOf, SOURCES, troubles, tryTrouble } from './matrix.ts'
import { services } from './services.ts'

describe.each(services)('$name', (service) => {
  test.concurrent.each(troubles)('$name', async (trouble) => {
    const ran = await tryTrouble(service, trouble)
    const { ends } = trouble
    switch (ends.kind) {
      case 'complete':
        expect(endOf(ran)).toBe('complete')
        break
      case 'missing':
        expect([...ran.failed.keys()]).toEqual([encodeContent(SOURCES[17] ?? [])])
        expect(ran.targets.size).toBe(SOURCES.length - 1)
        break
      case 'stops':
        expect(ends.codes).toContain(ran.sent.stopped?.code)
        expect(ran.targets.size).toBeGreaterThan(0)
        break
    }
    for (const target of ran.targets.values()) expect(encodeContent(target)).toMatch(/<1>.+<\/1>/)
    // Nothing is counted less than it was billed.
    expect(ran.sent.charactersSent).toBeGreaterThanOrEqual(ran.billed)
  })
})
