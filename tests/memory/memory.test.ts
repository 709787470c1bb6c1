/** The memory: durable, shared, and set aside when it cannot be read. */
import { execFile } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { Memory, type Answer } from '../../src/memory/memory.ts'
import { temporaryProject } from '../temporary-project.ts'

const languages = { sourceLanguage: 'ar', targetLanguage: 'en' }
const machine = (source: string, target: string, extra: Partial<Answer> = {}): Answer => ({
  source: [source],
  target: [target],
  ...languages,
  origin: { kind: 'machine', provider: 'p' },
  ...extra,
})

test("context before exact, a person's before a machine's, pseudo never", async () => {
  using memory = await Memory.open(':memory:')
  memory.commit([
    machine('قهوة', 'coffee'),
    machine('قهوة', 'Coffee', { before: 'b', after: 'a' }),
    machine('شاي', 'Lorem', { origin: { kind: 'pseudo' } }),
  ])
  expect(memory.recall({ source: ['قهوة'], ...languages, before: 'b', after: 'a' })).toMatchObject({
    target: ['Coffee'],
    match: 'context',
  })
  expect(memory.recall({ source: ['شاي'], ...languages })).toBeUndefined()
  memory.commit([machine('قهوة', 'the coffee', { origin: { kind: 'person' } })])
  expect(memory.recall({ source: ['قهوة'], ...languages, before: 'b', after: 'a' })).toMatchObject({
    target: ['the coffee'],
    origin: { kind: 'person' },
  })
  expect(memory.recall({ source: ['قَهوة'], ...languages })).toBeUndefined()
  expect(memory.recall({ source: ['قهوة'], sourceLanguage: 'ar', targetLanguage: 'fr' })).toBeUndefined()
})

describe('a file that cannot be used', () => {
  test.each([
    ['random bytes', 'not a database at all '.repeat(400)],
    ['a torn header', `SQLite format 3\0${'x'.repeat(3000)}`],
  ])('%s is set aside and said', async (_, content) => {
    const root = temporaryProject({ 'memory.db': content })
    using memory = await Memory.open(join(root, 'memory.db'), 'memory.db')
    expect(memory.notice).toContain('set aside as memory.db.damaged-1')
    memory.commit([machine('قهوة', 'coffee')])
    expect(readdirSync(root)).toContain('memory.db.damaged-1')
  })
  test('one of a newer version too', async () => {
    const root = temporaryProject({})
    const { DatabaseSync } = await import('node:sqlite')
    const database = new DatabaseSync(join(root, 'memory.db'))
    database.exec('PRAGMA user_version = 99')
    database.close()
    using memory = await Memory.open(join(root, 'memory.db'), 'memory.db')
    expect(memory.notice).toContain('newer version')
  })
})

test('two processes at once both finish, and nothing is lost', async () => {
  const root = temporaryProject({})
  const script = join(root, 'write.mts')
  writeFileSync(
    script,
    `
import { Memory } from ${JSON.stringify(resolve('src/memory/memory.ts'))}
const memory = await Memory.open(${JSON.stringify(join(root, 'memory.db'))})
for (let n = 0; n < 60; n++) memory.commit([{ source: [process.argv[2] + n], target: ['t' + n], sourceLanguage: 'ar', targetLanguage: 'en', origin: { kind: 'machine', provider: 'p' } }])
memory.close()
`,
  )
  await Promise.all(['a', 'b', 'c'].map((name) => promisify(execFile)(process.execPath, [script, name])))
  using memory = await Memory.open(join(root, 'memory.db'))
  for (const name of ['a', 'b', 'c'])
    for (let n = 0; n < 60; n++)
      expect(memory.recall({ source: [`${name}${n}`], ...languages })?.target).toEqual([`t${n}`])
})
