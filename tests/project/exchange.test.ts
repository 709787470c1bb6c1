/** `muqabil export` and `import` as a user runs them. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openArchive } from '../../src/archive/open-archive.ts'
import { writeArchive } from '../../src/archive/write-archive.ts'
import { exchangeWriters } from '../../src/interchange/exchange-formats.ts'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'

const TEXT = `# مقهى الحَيِّ\n\nقال **سعيد**: «كم ثمن القهوة؟ ٣٠ ريالًا أو 30؟». ثم مضى إلى Node.js.\n\nفقرةٌ ثالثةٌ.\n`
const TMX_UNITS = 'import sys\nfrom translate.storage import tmx\nprint(len(tmx.tmxfile.parsefile(sys.argv[1]).units))'
const RECORD = 'translations/a.md.en.xlf'
const EXTENSIONS: Readonly<Record<string, string>> = { xliff12: 'xlf', xliff21: 'xlf' }

async function built(): Promise<string> {
  const root = temporaryProject({ 'input/a.md': TEXT, 'muqabil.config.json': JSON.stringify({ provider: 'pseudo' }) })
  expect(await muqabil(root, ['build'])).toMatchObject({ status: 0 })
  return root
}

const record = (root: string): string => readFileSync(join(root, RECORD), 'utf8')
const fileOf = (format: string): string => `out.${EXTENSIONS[format] ?? format}`

describe.each(Object.keys(exchangeWriters))('%s', (format) => {
  test('exported and imported, a record keeps its bytes', async () => {
    const root = await built()
    const before = record(root)
    expect(await muqabil(root, ['export', '--format', format, '--out', fileOf(format)])).toMatchObject({
      status: 0,
      stderr: '',
    })
    const ran = await muqabil(root, ['import', fileOf(format)])
    expect(ran).toMatchObject({ status: 0, stderr: '' })
    expect(ran.stdout).toContain('0 segments changed, 4 the same')
    expect(record(root)).toBe(before)
  })
})

test('an edit in UTF-16 is taken, once; --dry-run shows it and writes nothing; a build publishes it', async () => {
  const root = await built()
  await muqabil(root, ['export', '--format', 'tsv', '--out', 'out.tsv'])
  const rows = readFileSync(join(root, 'out.tsv'), 'utf8').split('\r\n')
  const edited = rows.map((row) => {
    const cells = row.split('\t')
    return cells[2]?.includes('ثالثة')
      ? [...cells.slice(0, 3), 'A third paragraph.', 'reviewed', ...cells.slice(5)].join('\t')
      : row
  })
  writeFileSync(join(root, 'out.tsv'), Buffer.from(edited.join('\r\n'), 'utf16le'))
  const before = record(root)
  const shown = await muqabil(root, ['import', 'out.tsv', '--dry-run'])
  expect(shown.stdout).toMatch(/\+ A third paragraph\.\n.*1 segment would change, 3 the same/s)
  expect(record(root)).toBe(before)
  expect((await muqabil(root, ['import', 'out.tsv'])).stdout).toContain('1 segment changed')
  expect((await muqabil(root, ['import', 'out.tsv'])).stdout).toContain('0 segments changed')
  expect(await muqabil(root, ['build'])).toMatchObject({ status: 0 })
  expect(record(root)).toMatch(/state="reviewed"[^]*A third paragraph\./)
})

test("a person's newer work is a conflict; the source that changed is one; the other rows are taken", async () => {
  const root = await built()
  const table = (third: string, heading: string): string =>
    `source,target\nفقرةٌ ثالثةٌ.,${third}\nمقهى الحَيِّ,${heading}\nلا أحد يعرفها,x\n`
  writeFileSync(join(root, 'first.csv'), table('Ours.', 'The café'))
  expect((await muqabil(root, ['import', 'first.csv'])).stdout).toContain(
    '2 segments changed, 0 the same, 1 of no document here',
  )
  writeFileSync(join(root, 'second.csv'), table('Theirs.', 'The café'))
  const ran = await muqabil(root, ['import', 'second.csv'])
  expect(ran.status).toBe(1)
  expect(ran.stdout).toMatch(
    /second\.csv:2: input\/a\.md, \S+ was not taken: a person has changed it here.*\[person\]\n {2}− Ours\.\n {2}\+ Theirs\./,
  )
  expect(record(root)).toContain('Ours.')
  expect(await muqabil(root, ['import', 'second.csv', '--overwrite'])).toMatchObject({ status: 0 })
  expect(record(root)).not.toContain('Ours.')
})

test('what cannot be read changes nothing and is said', async () => {
  const root = await built()
  writeFileSync(join(root, 'bad.csv'), 'id,target\n1,2\n')
  expect(await muqabil(root, ['import', 'bad.csv'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('[exchange-damaged]') as string,
  })
  expect(await muqabil(root, ['import', 'bad.ods'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('[exchange-format]') as string,
  })
  expect(await muqabil(root, ['export', '--format', 'tmy'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('"tmx"') as string,
  })
})

test('a program takes tasks and gives edits back, guarded by id, source hash and codes', async () => {
  const root = await built()
  const listed = await muqabil(root, ['tasks', '--json'])
  const tasks = listed.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>)
  expect(tasks.map(({ why }) => why)).toEqual(['missing', 'missing', 'missing', 'missing'])
  const [heading, said] = tasks
  expect(said).toMatchObject({ before: 'مقهى الحَيِّ', source: expect.stringContaining('<1>سعيد</1>') as string })
  const lines = [
    { ...heading, target: 'The quarter café', state: 'reviewed' },
    { ...said, target: 'Said asked the price.' },
    { ...tasks[2], target: 'Then he left for Node.js.', sourceHash: '0000000000000000' },
    tasks[3],
  ]
  writeFileSync(join(root, 'edits.jsonl'), lines.map((line) => JSON.stringify(line)).join('\n'))
  const ran = await muqabil(root, ['apply', 'edits.jsonl', '--json'])
  expect(ran.status).toBe(1)
  const events = ran.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(events.map(({ action, conflict }) => conflict ?? action)).toEqual(['changed', 'codes', 'source', undefined])
  expect(events.at(-1)).toMatchObject({ changed: 1, same: 1, conflicts: 2 })
  expect(record(root)).toMatch(/state="reviewed"[^]*The quarter café/)
  writeFileSync(join(root, 'edits.jsonl'), '{"id":1}\n')
  expect(await muqabil(root, ['apply', 'edits.jsonl'])).toMatchObject({ status: 2 })
})

test('tasks list what a check finds, and not what was approved without a finding', async () => {
  const root = await built()
  writeFileSync(
    join(root, 'a.csv'),
    'source,target,state\nمقهى الحَيِّ,The café,reviewed\nفقرةٌ ثالثةٌ.,A third third paragraph 77.,translated\n',
  )
  expect(await muqabil(root, ['import', 'a.csv'])).toMatchObject({ status: 0 })
  const { stdout } = await muqabil(root, ['tasks', '--json'])
  const tasks = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(tasks.map(({ why }) => why)).toEqual(['missing', 'missing', 'findings'])
  expect(tasks[2]).toMatchObject({
    target: 'A third third paragraph 77.',
    findings: expect.arrayContaining([expect.objectContaining({ ruleId: 'numbers' })]) as unknown,
  })
  expect((await muqabil(root, ['tasks'])).stdout).toContain('[numbers]')
})

/** What Debian has of other makers; each prints what it found in the file. */
const tools = [
  { tool: '/usr/bin/tmserver', format: 'tmx', command: ['/usr/bin/python3', '-c', TMX_UNITS], expected: '4\n' },
  { tool: '/usr/bin/msgfmt', format: 'po', command: ['/usr/bin/msgfmt', '-c', '-o', '/dev/null'], expected: '' },
  { tool: '/usr/bin/pocount', format: 'po', command: ['/usr/bin/pocount', '--csv'], expected: ', 4,' },
  { tool: '/usr/bin/pocount', format: 'xliff12', command: ['/usr/bin/pocount', '--csv'], expected: ', 4,' },
].filter(({ format, tool }) => format in exchangeWriters && existsSync(tool))

test.for(tools)('$tool reads $format', async ({ format, command: [program = '', ...rest], expected }) => {
  const root = await built()
  await muqabil(root, ['export', '--format', format, '--out', fileOf(format)])
  expect(execFileSync(program, [...rest, join(root, fileOf(format))], { encoding: 'utf8' })).toContain(expected)
})

test('a comment of Excel and an edit come back: the note is kept once, in the record and through a build', async () => {
  const root = await built()
  await muqabil(root, ['export', '--format', 'xlsx', '--out', 'out.xlsx'])
  const archive = openArchive(readFileSync(join(root, 'out.xlsx')), 10, 'out.xlsx')
  const entries = Object.fromEntries(
    archive.names.map((name) => [name, new TextDecoder().decode(archive.read(name))] as const),
  )
  const sheet = 'xl/worksheets/sheet1.xml'
  const row = /<row r="(\d+)"(?:(?!<\/row>)[^])*ثالثة/.exec(entries[sheet] ?? '')?.[1]
  const edit = `<c r="D${row}" t="inlineStr"><is><t>A third paragraph.</t></is></c>`
  const note = `<c r="F${row}" t="inlineStr"><is><t>Who «says» this?</t></is></c>`
  const changed = (entries[sheet] ?? '')
    .replace(new RegExp(`<c r="D${row}"[^]*?</c>`), edit)
    .replace(`<c r="G${row}"`, `${note}<c r="G${row}"`)
  writeFileSync(join(root, 'out.xlsx'), writeArchive({ ...entries, [sheet]: changed }))
  expect((await muqabil(root, ['import', 'out.xlsx'])).stdout).toMatch(
    /\+ A third paragraph\.\n {2}note: Who «says» this\?\n4 rows read: 1 segment changed, 3 the same/,
  )
  expect((await muqabil(root, ['import', 'out.xlsx'])).stdout).toContain('0 segments changed, 4 the same')
  await muqabil(root, ['build'])
  expect(record(root).match(/Who «says» this\?/g)).toHaveLength(1)
})

test('terms of a TBX are added to the glossary; what it translates otherwise stays', async () => {
  const root = temporaryProject({
    'input/a.md': TEXT,
    'glossary.csv': 'source,target,note\nقهوة,coffee,"a, b"\nريال,riyal,\n',
    'muqabil.config.json': JSON.stringify({ provider: 'pseudo', glossary: 'glossary.csv' }),
  })
  expect(await muqabil(root, ['export', '--format', 'tbx', '--out', 'own.tbx'])).toMatchObject({
    status: 0,
    stdout: '2 terms written to own.tbx.\n',
  })
  const before = readFileSync(join(root, 'glossary.csv'), 'utf8')
  expect((await muqabil(root, ['import', 'own.tbx'])).stdout).toContain('2 rows read: 0 segments changed, 2 the same')
  expect(readFileSync(join(root, 'glossary.csv'), 'utf8')).toBe(before)
  const theirs = readFileSync(join(root, 'own.tbx'), 'utf8')
    .replace('>coffee<', '>kahwa<')
    .replace('>ريال<', '>دِرهم<')
    .replace('>riyal<', '>dirham<')
  writeFileSync(join(root, 'theirs.tbx'), theirs)
  const ran = await muqabil(root, ['import', 'theirs.tbx'])
  expect(ran).toMatchObject({ status: 1 })
  expect(ran.stdout).toMatch(/قهوة.* was not taken: the glossary translates it otherwise/)
  expect(readFileSync(join(root, 'glossary.csv'), 'utf8').replace('\uFEFF', '')).toBe(
    'source,target,note\r\nقهوة,coffee,"a, b"\r\nريال,riyal,\r\nدِرهم,dirham,\r\n',
  )
})

test('an edit of a record that cannot be read waits in its file, and goes nowhere else', async () => {
  const root = await built()
  writeFileSync(join(root, 'input/b.md'), TEXT)
  await muqabil(root, ['build'])
  await muqabil(root, ['export', '--format', 'csv', '--out', 'out.csv'])
  const rows = readFileSync(join(root, 'out.csv'), 'utf8').split('\r\n')
  const edited = rows.map((row) =>
    row.startsWith('input/a.md') && row.includes('ثالثة')
      ? row.replace(/,[^,]*,initial,/, ',A third paragraph.,translated,')
      : row,
  )
  writeFileSync(join(root, 'out.csv'), edited.join('\r\n'))
  const before = record(root)
  writeFileSync(join(root, RECORD), `<<<<<<< ours\n${before}`)
  const other = readFileSync(join(root, 'translations/b.md.en.xlf'), 'utf8')
  const ran = await muqabil(root, ['import', 'out.csv'])
  expect(ran.status).toBe(1)
  expect(ran.stdout).toContain('its source or record cannot be read; mend that, then import this file again. [unread]')
  expect(ran.stdout).toContain('8 rows read: 0 segments changed, 7 the same, 1 conflict.')
  expect(readFileSync(join(root, 'translations/b.md.en.xlf'), 'utf8')).toBe(other)
  writeFileSync(join(root, RECORD), before)
  expect((await muqabil(root, ['import', 'out.csv'])).stdout).toContain('1 segment changed')
})

test('a remark on a row whose source has changed is kept, one on a row that is gone is told', async () => {
  const root = await built()
  await muqabil(root, ['export', '--format', 'csv', '--out', 'out.csv'])
  const before = readFileSync(join(root, 'out.csv'), 'utf8')
  writeFileSync(join(root, 'out.csv'), before.replaceAll(/,(initial|translated),,/g, ',$1,Which dialect?,'))
  writeFileSync(join(root, 'input/a.md'), TEXT.replace('ثم مضى إلى', 'ثم مضى مسرعا إلى').replace('فقرةٌ ثالثةٌ.', ''))
  const ran = await muqabil(root, ['import', 'out.csv'])
  expect(ran.status).toBe(1)
  expect(ran.stdout).toMatch(/is no longer in the source; export again\. \[gone\]\n.*\n {2}note: Which dialect\?/)
  expect(ran.stdout).toContain('4 rows read: 2 segments changed, 1 the same, 1 conflict.')
  expect(record(root).match(/Which dialect\?/g)).toHaveLength(2)
  expect((await muqabil(root, ['import', 'out.csv'])).stdout).toContain('0 segments changed, 3 the same, 1 conflict')
})
