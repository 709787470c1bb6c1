/** Records where they lie: what cannot be read is refused by name and not touched, what was moved is found. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { BuildEvent } from '../../src/project/events.ts'
import { build } from '../../src/project/build.ts'
import { plan } from '../../src/project/plan.ts'
import { temporaryProject } from '../temporary-project.ts'

const FIXTURES = 'tests/fixtures/xliff/invalid'
const A = 'قال الرجل إلى صاحبه في السوق القديم. وعاد إلى البيت مساءً.'
const B = 'كتب الصحفي عن النهر والمدينة الكبيرة مقالة طويلة.'

describe('a record that cannot be read', () => {
  test('is refused with its file and line, its bytes stay, and the other sources are built', async () => {
    const names = readdirSync(FIXTURES).filter((name) => name.endsWith('.xlf'))
    const files = names.map((name): [string, string][] => [
      [`input/${name}.txt`, A],
      [`translations/${name}.txt.en.xlf`, readFileSync(join(FIXTURES, name), 'utf8')],
    ])
    const root = temporaryProject({ ...Object.fromEntries(files.flat()), 'input/good.txt': B })
    const events: BuildEvent[] = []
    const account = await build({ cwd: root, offline: true, onEvent: (event) => events.push(event), environment: {} })
    expect(account.refused).toBe(names.length)
    for (const name of names) {
      const file = `translations/${name}.txt.en.xlf`
      expect(readFileSync(join(root, file))).toEqual(readFileSync(join(FIXTURES, name)))
      expect(events).toContainEqual(
        expect.objectContaining({
          event: 'refused',
          file,
          message: expect.stringContaining(`${file}:`) as string,
        }) as BuildEvent,
      )
    }
    expect(existsSync(join(root, 'output/good.html'))).toBe(true)
  })
})

/** A project with a record that a person has worked on. */
function edited(): { readonly root: string; readonly built: () => ReturnType<typeof build> } {
  const root = temporaryProject({ 'input/a.txt': `${A}\n\n${B}`, 'input/z.txt': 'نص آخر لا يشبه سواه في شيء أبداً.' })
  return { root, built: () => build({ cwd: root, offline: true, environment: {} }) }
}

function approve(root: string, file: string): string {
  const path = join(root, file)
  const text = readFileSync(path, 'utf8')
    .replace('<segment id="s1" state="initial">', '<segment id="s1" state="final">')
    .replace('</source>', '</source>\n        <target>The man told his friend.</target>')
    .replace(
      '      <segment',
      '      <notes>\n        <note category="أسلوب">لهجة رسمية</note>\n      </notes>\n      <segment',
    )
  writeFileSync(path, text)
  return text
}

describe('a source that is renamed', () => {
  test('by git mv, with an edit: its record follows it with ids, states and notes', async () => {
    const { root, built } = edited()
    await built()
    approve(root, 'translations/a.txt.en.xlf')
    await built()
    const before = readFileSync(join(root, 'translations/a.txt.en.xlf'), 'utf8')
    mkdirSync(join(root, 'input/deep'))
    renameSync(join(root, 'input/a.txt'), join(root, 'input/deep/b.md'))
    writeFileSync(join(root, 'input/deep/b.md'), `${A}\n\n${B.replace('طويلة', 'قصيرة')}\n`)
    const account = await built()
    expect(account).toMatchObject({ human: 1, refused: 0 })
    const after = readFileSync(join(root, 'translations/deep/b.md.en.xlf'), 'utf8')
    expect(existsSync(join(root, 'translations/a.txt.en.xlf'))).toBe(false)
    const idsIn = (text: string): readonly string[] =>
      [...text.matchAll(/<unit id="([^"]+)"/g)].map((match) => match[1] ?? '')
    expect(idsIn(after)).toEqual(idsIn(before))
    for (const part of [
      'state="final"',
      '<target>The man told his friend.</target>',
      '<note category="أسلوب">لهجة رسمية</note>',
    ])
      expect(after).toContain(part)
  })

  test('together with its record: the record is taken as it lies, and says the new path', async () => {
    const { root, built } = edited()
    await built()
    const text = approve(root, 'translations/a.txt.en.xlf')
    renameSync(join(root, 'input/a.txt'), join(root, 'input/b.txt'))
    renameSync(join(root, 'translations/a.txt.en.xlf'), join(root, 'translations/b.txt.en.xlf'))
    expect(await built()).toMatchObject({ human: 1, refused: 0 })
    const now = readFileSync(join(root, 'translations/b.txt.en.xlf'), 'utf8')
    expect(now).toContain('original="input/b.txt"')
    expect(now).toContain('<target>The man told his friend.</target>')
    expect(text).toContain('original="input/a.txt"')
  })

  test('and its record is broken: that it is not used is said with its place, its bytes stay, and a plan says so too', async () => {
    const { root, built } = edited()
    await built()
    const broken = approve(root, 'translations/a.txt.en.xlf').replace(/^.*<\/unit>/m, '<<<<<<< ours\n$&')
    writeFileSync(join(root, 'translations/a.txt.en.xlf'), broken)
    renameSync(join(root, 'input/a.txt'), join(root, 'input/b.txt'))
    for (const run of [plan, build]) {
      const notices: string[] = []
      const onEvent = (event: BuildEvent): void => void (event.event === 'notice' && notices.push(event.message))
      await run({ cwd: root, offline: true, environment: {}, onEvent })
      expect(notices).toEqual([
        expect.stringMatching(
          /^translations\/a\.txt\.en\.xlf:\d+: Unexpected conflict mark.*It is the record of no source that is there: its translations are not used\.$/,
        ),
      ])
    }
    expect(readFileSync(join(root, 'translations/a.txt.en.xlf'), 'utf8')).toBe(broken)
  })

  test("another source's record in its place is refused and stays as it is", async () => {
    const { root, built } = edited()
    await built()
    const other = readFileSync(join(root, 'translations/z.txt.en.xlf'), 'utf8')
    writeFileSync(join(root, 'translations/a.txt.en.xlf'), other)
    const events: BuildEvent[] = []
    const account = await build({ cwd: root, offline: true, environment: {}, onEvent: (event) => events.push(event) })
    expect(account.refused).toBe(1)
    expect(events).toContainEqual(
      expect.objectContaining({
        event: 'refused',
        message:
          'translations/a.txt.en.xlf: Unexpected record of "input/z.txt", expected that of "input/a.txt"; put the record of this source there, or move this file away. The file was not touched. [record-foreign]',
      }) as BuildEvent,
    )
    expect(readFileSync(join(root, 'translations/a.txt.en.xlf'), 'utf8')).toBe(other)
  })
})
