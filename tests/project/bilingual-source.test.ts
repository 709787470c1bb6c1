/** Files of both languages as sources: what they say is a person's work, and is never sent. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'

const PO = `msgid ""
msgstr "Language: en\\n"

msgid "أوّل النصّ. وجملة ثانية."
msgstr "The first. A second sentence."

#, fuzzy
msgid "ثانٍ"
msgstr "Secnd"

msgid "ثالث"
msgstr ""
`
const CONFIG = '{"provider":"pseudo","formats":["html","json"]}'
const RECORD = 'translations/a.po.en.xlf'

interface Data {
  readonly blocks: readonly {
    readonly segments: readonly {
      readonly source: { readonly text: string }
      readonly target: { readonly text: string } | null
      readonly state: string
      readonly needsWork?: boolean
      readonly origin?: { readonly kind: string; readonly name?: string }
    }[]
  }[]
}
const rows = (root: string, name = 'a'): readonly unknown[] => {
  const data = JSON.parse(readFileSync(join(root, `output/${name}.json`), 'utf8')) as Data
  return data.blocks.map(({ segments }) =>
    segments.map(({ source, target, needsWork, origin, state }) => [
      source.text,
      origin?.kind === 'pseudo' ? '…' : (target?.text ?? null),
      origin?.kind,
      state,
      needsWork === true,
    ]),
  )
}

test('keeps its translations as a person’s, and asks for the missing ones alone', async () => {
  const root = temporaryProject({ 'input/a.po': PO, 'muqabil.config.json': CONFIG })
  const ran = await muqabil(root, ['build'])
  expect(ran).toMatchObject({ status: 0 })
  expect(ran.stdout + ran.stderr).toMatch(/3 rows, 3 segments · 0 from memory · 1 translated · 2 by people/)
  expect(rows(root)).toEqual([
    [['أوّل النصّ. وجملة ثانية.', 'The first. A second sentence.', 'person', 'draft', false]],
    [['ثانٍ', 'Secnd', 'person', 'draft', true]],
    [['ثالث', '…', 'pseudo', 'pseudo', false]],
  ])
})

test('follows the file, but not over what a person made of it in the record', async () => {
  const root = temporaryProject({ 'input/a.po': PO, 'muqabil.config.json': CONFIG })
  await muqabil(root, ['build'])
  const before = readFileSync(join(root, RECORD), 'utf8')
  await muqabil(root, ['build'])
  expect(readFileSync(join(root, RECORD), 'utf8')).toBe(before)
  writeFileSync(join(root, 'input/a.po'), PO.replace('#, fuzzy\n', '').replace('Secnd', 'Second'))
  await muqabil(root, ['build'])
  expect(rows(root)[1]).toEqual([['ثانٍ', 'Second', 'person', 'draft', false]])
  const record = readFileSync(join(root, RECORD), 'utf8')
  writeFileSync(
    join(root, RECORD),
    record
      .replace('<segment id="s1" state="translated">\n<source>ثانٍ', '<segment id="s1" state="reviewed">\n<source>ثانٍ')
      .replace('>Second<', '>The second<'),
  )
  expect(await muqabil(root, ['build'])).toMatchObject({ status: 0 })
  expect(rows(root)[1]).toEqual([['ثانٍ', 'The second', 'person', expect.any(String), false]])
})

test('takes a translation that comes into the file when its row was already cut into sentences', async () => {
  const entry = (target: string): string => `msgid "أوّل النصّ. وجملة ثانية."\nmsgstr "${target}"\n`
  const [first, second] = ['أوّل النصّ.', 'وجملة ثانية.']
  const root = temporaryProject({ 'input/a.po': entry(''), 'muqabil.config.json': CONFIG })
  await muqabil(root, ['build'])
  expect(rows(root)).toEqual([[first, second].map((source) => [source, '…', 'pseudo', 'pseudo', false])])
  writeFileSync(join(root, 'input/a.po'), entry('The first. A second sentence.'))
  expect(await muqabil(root, ['build'])).toMatchObject({ status: 0 })
  expect(rows(root)).toEqual([[[`${first} ${second}`, 'The first. A second sentence.', 'person', 'draft', false]]])
})

test('XLIFF that translates into Arabic is read from its targets; approvals are kept', async () => {
  const xliff = `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="en-US" target-language="ar" datatype="plaintext"><body><trans-unit id="1" approved="yes"><source>A text</source><target>نصّ ١٢ Node.js</target></trans-unit><trans-unit id="2"><source>Nothing</source></trans-unit></body></file></xliff>`
  const root = temporaryProject({ 'input/a.xlf': xliff, 'muqabil.config.json': CONFIG })
  expect(await muqabil(root, ['build', '--frozen'])).toMatchObject({ status: 0 })
  expect(rows(root)).toEqual([[['نصّ ١٢ Node.js', 'A text', 'person', 'reviewed', false]]])
})

test('has the same ids as the same text elsewhere', async () => {
  const root = temporaryProject({
    'input/a.po': PO,
    'input/b.md': 'أوّل النصّ. وجملة ثانية.\n\nثانٍ\n\nثالث\n',
    'muqabil.config.json': CONFIG,
  })
  await muqabil(root, ['build', '--offline'])
  const idsOf = (name: string): readonly string[] =>
    [...readFileSync(join(root, `output/${name}.html`), 'utf8').matchAll(/id="(p-[0-9a-f]{8})"/g)].map(
      ([, id = '']) => id,
    )
  expect(idsOf('a')).toHaveLength(3)
  expect(idsOf('a')).toEqual(idsOf('b'))
})

test('a file of other languages is refused by name', async () => {
  const root = temporaryProject({
    'input/a.xlf': '<xliff version="1.2"><file source-language="fr" target-language="de"><body/></file></xliff>',
    'muqabil.config.json': CONFIG,
  })
  const ran = await muqabil(root, ['build'])
  expect(ran.status).not.toBe(0)
  expect(ran.stdout + ran.stderr).toContain('Unexpected texts from fr into de')
})
