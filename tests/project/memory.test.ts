/** Nothing paid for is lost: the memory fails in the middle of a build. */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { MuqabilError } from '../../src/errors.ts'
import { build } from '../../src/project/build.ts'
import type { Account, BuildEvent } from '../../src/project/events.ts'
import { temporaryProject } from '../temporary-project.ts'

const COUNT = 12
const SLOWLY = 'await new Promise((done) => setTimeout(done, 100))'
const TEXT = Array.from({ length: COUNT }, (_, n) => `الجملة رقم ${n} من النص.`).join('\n\n')

/** One sentence a request, one request at a time; each that is paid for is noted in paid.txt; after the fourth `trouble` comes. */
const provider = (trouble: string, slowly: string): string => `
import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
let count = 0
export default { name: 'p', limits: { characters: 500, elements: 1 }, translate: async ({ texts }) => {
  appendFileSync('ROOT/paid.txt', texts[0] + '\\n')
  if (++count === 4) { ${trouble} }
  ${slowly}
  return texts.map((text) => 'Sentence ' + text.match(/\\d+/)[0] + '.')
} }`

function project(
  trouble: string,
  { concurrency, slowly } = { concurrency: 1, slowly: '' },
): {
  readonly root: string
  readonly run: () => Promise<Account>
  readonly events: BuildEvent[]
} {
  const root = temporaryProject({ 'input/a.txt': TEXT })
  const files = temporaryProject({ 'p.mjs': provider(trouble, slowly).replaceAll('ROOT', root) })
  const events: BuildEvent[] = []
  const config = { fonts: 'system', provider: { name: join(files, 'p.mjs'), concurrency } } as const
  return {
    root,
    events,
    run: () => build({ cwd: root, environment: {}, config, onEvent: (event) => events.push(event) }),
  }
}

const paid = (root: string): readonly string[] => readFileSync(join(root, 'paid.txt'), 'utf8').trim().split('\n')
const targets = (root: string): number =>
  readFileSync(join(root, 'translations/a.txt.en.xlf'), 'utf8').match(/<target>Sentence/g)?.length ?? 0

describe('Nothing paid for is lost', () => {
  test('deleted in the middle: the build ends well, says so, and the memory has every answer', async () => {
    const { root, run, events } = project("rmSync('ROOT/.muqabil', { recursive: true })")
    expect(await run()).toMatchObject({ translated: COUNT, failed: 0 })
    const said = events.flatMap((event) => (event.event === 'notice' ? [event.message] : []))
    expect(said).toEqual([
      '.muqabil/memory.db: deleted or replaced while this run used it; a new one holds what was answered.',
    ])
    // The record goes, the memory stays: it knows all, the answers from before the deletion too.
    rmSync(join(root, 'translations'), { recursive: true })
    expect(await run()).toMatchObject({ recalled: COUNT, requests: 0 })
    expect(paid(root)).toHaveLength(COUNT)
  })

  test('made impossible in the middle: asking stops, what was paid for is in the record, and is not paid for again', async () => {
    const { root, run } = project(
      "rmSync('ROOT/.muqabil', { recursive: true }); writeFileSync('ROOT/.muqabil', 'in the way')",
    )
    const error: unknown = await run().catch((each: unknown) => each)
    expect(error).toBeInstanceOf(MuqabilError)
    expect(error).toMatchObject({
      code: 'memory-unusable',
      reason: expect.stringContaining('file where a folder should be') as string,
    })
    const first = paid(root).length
    expect(first).toBeLessThan(COUNT)
    expect(targets(root)).toBe(first)
    rmSync(join(root, '.muqabil'))
    expect(await run()).toMatchObject({ recalled: first, translated: COUNT - first })
    expect(new Set(paid(root)).size).toBe(COUNT)
    expect(paid(root)).toHaveLength(COUNT)
  })

  test.each([
    ['and the editions too: the memory is what is told, and the record is written', 1, ''],
    ['before the next request is sent: what is under way is waited for, and goes into the record', 12, SLOWLY],
  ])('made impossible in the middle, %s', async (_, concurrency, slowly) => {
    const { root, run } = project(
      `rmSync('ROOT/.muqabil', { recursive: true }); writeFileSync('ROOT/.muqabil', 'in the way'); writeFileSync('ROOT/output', '')`,
      { concurrency, slowly },
    )
    await expect(run()).rejects.toMatchObject({ code: 'memory-unusable' })
    expect(paid(root).length).toBeLessThan(COUNT)
    expect(targets(root)).toBe(paid(root).length)
  })
})
