/** What `check` says of a project: places in the sources, waivers in the records, terms that have changed. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseRecord } from '../../src/bitext/read-record.ts'
import type { RecordSegment } from '../../src/bitext/record.ts'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'

/** A provider whose answers are a table; what it has not it makes up. */
const PROVIDER = `
const answers = new Map(Object.entries(JSON.parse(process.env.ANSWERS ?? '{}')))
export default {
  name: 'table',
  limits: { characters: 10000, elements: 100 },
  async translate({ texts }) { return texts.map((text) => answers.get(text) ?? 'Something of that kind.') },
}
`
const config = (more: object = {}): string =>
  JSON.stringify({ provider: './table.mjs', formats: ['markdown'], ...more })

interface Line {
  readonly event: string
  readonly ruleId: string
  readonly line: number
  readonly column: number
  readonly unit: string
  readonly segment: string
  readonly severity: string
  readonly doubt: number
}

async function projectOf(
  files: Readonly<Record<string, string>>,
  answers: Readonly<Record<string, string>>,
  more: object = {},
) {
  const root = temporaryProject({ 'muqabil.config.json': config(more), 'table.mjs': PROVIDER, ...files })
  const env = { ANSWERS: JSON.stringify(answers) }
  const build = async (): Promise<void> => expect((await muqabil(root, ['build'], env)).status).toBe(0)
  await build()
  const check = async (): Promise<readonly Line[]> => {
    const { stdout } = await muqabil(root, ['check', '--json'])
    return stdout
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line)
      .filter(({ event }) => event === 'finding')
  }
  const segments = (): readonly RecordSegment[] => {
    const [file = ''] = readdirSync(join(root, 'translations'))
    return parseRecord(readFileSync(join(root, 'translations', file), 'utf8'), { file }).units.flatMap(
      (unit) => unit.segments,
    )
  }
  return { root, build, check, segments, write: (path: string, text: string) => writeFileSync(join(root, path), text) }
}

const MARKDOWN = `---
title: x
---

# عنوان

جاء **الرجل** [من](https://example.org/a) مصر. ثم حضر ١٥ رجلاً
وقرأ *كتاباً*.
`

describe('places', () => {
  test.each([
    ['a.md', MARKDOWN, 7, MARKDOWN.split('\n')[6]?.indexOf('١٥')],
    ['a.txt', 'عنوان\n\nجاء الرجل من مصر. ثم حضر ١٥ رجلاً وقرأ كتاباً.\n', 3, 'جاء الرجل من مصر. ثم حضر '.length],
    [
      'a.html',
      '<html lang="ar"><body><article>\n<h1>عنوان</h1>\n<p>جاء <b>الرجل</b> من مصر. ثم حضر ١٥ رجلاً وقرأ كتاباً.</p></article></body></html>',
      3,
      '<p>جاء <b>الرجل</b> من مصر. ثم حضر '.length,
    ],
  ])('in %s are those of the number itself', async (file, text, line, offset) => {
    const { check } = await projectOf({ [`input/${file}`]: text }, {})
    const found = (await check()).find(({ ruleId }) => ruleId === 'numbers')
    expect(found).toMatchObject({ line, column: (offset ?? -2) + 1, severity: 'warning', segment: 's2' })
    expect(found?.doubt).toBeGreaterThan(0.3)
  })
})

test('what cannot be read is told at its line', async () => {
  const { root, check, write } = await projectOf({ 'input/a.txt': 'قال الرجل كلمة هنا.\n' }, {})
  const record = 'translations/a.txt.en.xlf'
  const lines = readFileSync(join(root, record), 'utf8').split('\n')
  write(record, lines.toSpliced(4, 0, '<<<<<<< ours').join('\n'))
  expect(await check()).toContainEqual(expect.objectContaining({ file: record, ruleId: 'record-conflict', line: 5 }))
})

test('its last line tells what is missing from what is stale', async () => {
  const { root, write } = await projectOf({ 'input/a.txt': 'قال الرجل كلمة هنا.\n\nعاد إلى البيت.\n' }, {})
  write('input/a.txt', 'قال الرجل كلمة هناك.\n\nعاد إلى البيت.\n\nجملة أخرى تماما.\n')
  const { stdout } = await muqabil(root, ['check'])
  expect(stdout.trim().split('\n').at(-1)).toBe('3 segments: 1 initial, 2 translated; of these 1 missing, 1 stale.')
})

describe('a waiver', () => {
  test('is kept in the record, counts, survives a build, and is told when it is unused', async () => {
    const source = 'حضر ١٥ رجلاً إلى البيت.'
    const { root, build, check, segments, write } = await projectOf(
      { 'input/a.txt': `${source}\n` },
      { [source]: 'Fifty men came to the house.' },
    )
    const [found] = (await check()).filter(({ ruleId }) => ruleId === 'numbers')
    const place = `${found?.unit}/${found?.segment}`
    const waived = await muqabil(root, ['waive', place, 'numbers', '--reason', 'كما في الطبعة & <so>'])
    expect(waived).toMatchObject({ status: 0, stderr: '' })
    expect(segments()[0]?.waived).toEqual({ numbers: 'كما في الطبعة & <so>' })
    await build()
    expect(await check()).toEqual([])
    const [file = ''] = readdirSync(join(root, 'translations'))
    const record = readFileSync(join(root, 'translations', file), 'utf8')
    write(`translations/${file}`, record.replace('Fifty men', 'Fifteen men'))
    await build()
    expect((await check()).map(({ ruleId, severity }) => `${severity} ${ruleId}`)).toEqual(['info waiver-unused'])
    expect((await muqabil(root, ['waive', place, 'numbers', '--remove'])).status).toBe(0)
    expect(segments()[0]?.waived).toBeUndefined()
    expect(await check()).toEqual([])
  })

  test('is for one of the documents that have the row, and says which it could not look into', async () => {
    const source = 'حضر ١٥ رجلاً إلى البيت.'
    const { root, check, write } = await projectOf(
      { 'input/a.txt': `${source}\n`, 'input/b.txt': `${source}\n` },
      { [source]: 'Fifty men came to the house.' },
    )
    const found = (await check()).filter(({ ruleId }) => ruleId === 'numbers')
    expect(found).toHaveLength(2)
    const waiver = ['waive', `${found[0]?.unit}/${found[0]?.segment}`, 'numbers']
    const any = await muqabil(root, [...waiver, '--reason', 'so'])
    expect(any.status).toBe(2)
    expect(any.stderr).toContain('in 2 documents')
    expect((await muqabil(root, [...waiver, '--source', 'input/b.txt', '--reason', 'so'])).stdout).toMatch(
      /^translations\/b\.txt\.en\.xlf: /,
    )
    expect((await check()).filter(({ ruleId }) => ruleId === 'numbers')).toEqual([found[0]])
    write('translations/b.txt.en.xlf', '<<<<<<< ours\n')
    const unread = await muqabil(root, [...waiver, '--source', 'input/b.txt', '--remove'])
    expect(unread.stderr).toContain('which no record has that can be read; "input/b.txt" cannot')
  })

  test.each([
    [['waive', 'p-00000000/s1', 'numbers', '--reason', 'so'], 'segment-unknown'],
    [['waive', 'p-00000000/s1', 'number', '--reason', 'so'], 'check-unknown'],
    [['waive', 'p-00000000/s1', 'missing', '--reason', 'so'], 'check-unknown'],
    [['waive', 'p-00000000/s1', 'numbers'], 'argument-missing'],
  ])('%j is refused: %s', async (args, code) => {
    const root = temporaryProject({ 'input/a.txt': 'نص.\n' })
    const { status, stderr } = await muqabil(root, args)
    expect([status, stderr]).toEqual([2, expect.stringContaining(`[${code}]`)])
    expect(readdirSync(root)).toEqual(['input'])
  })
})

describe('a glossary', () => {
  const [coffee, tea, book] = ['شرب الرجل القهوة في البيت.', 'شربت المرأة الشاي في البيت.', 'قرأ الولد كتاباً في البيت.']
  const files = {
    'input/a.txt': `عنوان\n\n${coffee}\n\n${tea}\n\n${book}\n`,
    'glossary.csv': 'source,target,forbidden\nقهوة,coffee,java\nشاي,tea,\n',
  }
  const answers = {
    [coffee ?? '']: 'The man had a coffee in the house.',
    [tea ?? '']: 'The woman had a chai in the house.',
    [book ?? '']: 'The boy read a book in the house.',
  }
  const marked = (segments: readonly RecordSegment[]): readonly (string | undefined)[] =>
    segments.map(({ mark }) => mark)

  test('is looked for in translations', async () => {
    const { check } = await projectOf(files, answers, { glossary: 'glossary.csv' })
    const found = await check()
    expect(
      found
        .filter(({ ruleId }) => ruleId.startsWith('term-'))
        .map(({ ruleId, line, column }) => [ruleId, line, column]),
    ).toEqual([['term-missing', 5, 'شربت المرأة '.length + 1]])
  })

  test('that changes makes exactly the rows it touches need work, once', async () => {
    const { root, build, check, segments, write } = await projectOf(files, answers, { glossary: 'glossary.csv' })
    expect(marked(segments())).toEqual([undefined, undefined, undefined, undefined])
    write('glossary.csv', 'source,target,forbidden,note\nقهوة,qahwa,java,the drink\nشاي,tea,,with a note\n')
    await build()
    expect(marked(segments())).toEqual([undefined, 'needs-work', undefined, undefined])
    expect(segments()[1]?.reason).toContain('qahwa')
    expect((await check()).map(({ ruleId }) => ruleId)).toContain('needs-work')
    const [file = ''] = readdirSync(join(root, 'translations'))
    const path = join(root, 'translations', file)
    const record = readFileSync(path, 'utf8')
    // A person who says that it is right as it is is not asked again.
    writeFileSync(path, record.replace(' subState="muqabil:needs-work"', ''))
    await build()
    expect(marked(segments())).toEqual([undefined, undefined, undefined, undefined])
    // Whoever follows the glossary has nothing more to do.
    writeFileSync(path, record.replace('had a coffee', 'had a qahwa'))
    await build()
    expect(marked(segments())).toEqual([undefined, undefined, undefined, undefined])
  })

  test('has its candidates from the texts', async () => {
    const pairs = [
      ['زار محمد السوق القديم في الصباح.', 'Muhammad visited the old market in the morning.'],
      ['ثم خرج محمد من السوق القديم وحده.', 'Then Muhammad left the old market alone.'],
      ['كان السوق القديم بعيداً عن بيت محمد.', 'The old market was far from the house of Muhammad.'],
      ['رأى محمد صديقه هناك.', 'There Muhammad saw his friend.'],
    ] as const
    const text = pairs.map(([source]) => source)
    const english = Object.fromEntries(pairs)
    const { root } = await projectOf({ 'input/a.txt': `${text.join('\n\n')}\n` }, english)
    const { stdout } = await muqabil(root, ['terms', '--json'])
    const found = stdout
      .trim()
      .split('\n')
      .map(
        (line) =>
          JSON.parse(line) as { source: string; kind: string; count: number; targets: string[]; contexts: object[] },
      )
    expect(found.find(({ source }) => source === 'محمد')).toMatchObject({
      kind: 'name',
      count: 4,
      targets: ['Muhammad'],
    })
    expect(
      found.some(
        ({ source, targets }) => source.includes('سوق قديم') && targets.some((target) => target.includes('old market')),
      ),
    ).toBe(true)
    expect(found[0]?.contexts).toHaveLength(3)
    expect((await muqabil(root, ['terms'])).stdout).toContain('(name): Muhammad')
    expect((await muqabil(root, ['terms', '--csv'])).stdout).toContain('محمد,Muhammad\r\n')
    // Nobody takes for all that there is what a text was left out of.
    writeFileSync(join(root, 'input/b.docx'), 'no archive')
    const partly = await muqabil(root, ['terms'])
    expect(partly.status).toBe(2)
    expect(partly.stdout).toContain('(name): Muhammad')
    expect(partly.stderr).toContain('input/b.docx: Unexpected bytes that are no zip archive')
  })
})
