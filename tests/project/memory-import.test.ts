/** `muqabil memory` as a user runs it: other tools' memories taken, recalled, and told apart from people's and machines' words. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'

const TEXT = '# مقهى الحَيِّ\n\nقال **سعيد**: كم ثمن القهوة؟ ثم مضى إلى بيته القديم.\n'

const unit = (sides: Readonly<Record<string, string>>, attribute = 'xml:lang'): string =>
  `<tu>${Object.entries(sides)
    .map(([language, seg]) => `<tuv ${attribute}="${language}"><seg>${seg}</seg></tuv>`)
    .join('')}</tu>`
const tmx = (units: readonly string[], doctype = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'): string =>
  `<?xml version="1.0"?>${doctype}<tmx version="1.4"><header/><body>${units.join('\n')}</body></tmx>`

const BIG = tmx([
  unit({ 'EN-us': 'The café of the quarter', fr: 'Le café du quartier', AR: 'مقهى الحَيِّ' }),
  unit({ ar: 'ثم مضى إلى بيته القديم.', en: 'Then he went to his old house.' }, 'lang'),
  unit({
    ar: 'قال <bpt i="1">&lt;b></bpt>سعيد<ept i="1"/>: كم ثمن القهوة؟',
    en: '<bpt i="1">{</bpt>Said<ept i="1"/> said: how much is the coffee?',
  }),
  unit({ ar: 'بلا ترجمة', en: '' }),
  unit({ de: 'Ja', en: 'Yes' }),
])

const project = (files: Readonly<Record<string, string | Uint8Array>> = {}): string =>
  temporaryProject({ 'input/a.md': TEXT, 'muqabil.config.json': '{}', 'big.tmx': BIG, ...files })
const recordOf = (root: string): string => readFileSync(join(root, 'translations/a.md.en.xlf'), 'utf8')
const imported = async (root: string, ...files: readonly string[]): Promise<void> =>
  expect(await muqabil(root, ['memory', 'import', ...files])).toMatchObject({ status: 0, stderr: '' })

test('pairs of a TMX fill equal sentences as drafts that nobody has approved, under the name of the file', async () => {
  const root = project()
  const ran = await muqabil(root, ['memory', 'import', 'big.tmx'])
  expect(ran.stdout).toBe(
    '3 pairs read: 3 taken. 1 pair passed over: without words on one side, or marked as doubtful.\n',
  )
  expect((await muqabil(root, ['memory', 'import', 'big.tmx'])).stdout).toContain(
    '3 pairs read: 0 taken, 3 known already.',
  )
  expect((await muqabil(root, ['memory', 'status'])).stdout).toMatch(
    /^\.muqabil\/memory\.db: 3 sentences, [\d.]+ MB\.\nTranslations: 0 by people, 3 imported, 0 by machines\.\nIndex of similar sentences: 3, 0\.1 MB\.\n$/,
  )
  const built = await muqabil(root, ['build', '--offline', '--json'])
  expect(built.status).toBe(0)
  expect(JSON.parse(built.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
    recalled: 3,
    human: 0,
    untranslated: 0,
  })
  const record = recordOf(root)
  expect(record).toContain('Then he went to his old house.')
  expect(record.match(/type="origin">imported</g)).toHaveLength(3)
  expect(record.match(/type="imported">big\.tmx</g)).toHaveLength(3)
  expect(record).not.toContain('state="reviewed"')
  const page = readFileSync(join(root, 'output/a.html'), 'utf8')
  expect(page).toContain('<strong>Said</strong> said: how much is the coffee?')
  expect(page).toContain('big.tmx')
  expect(page).not.toContain('Machine translation')
  // Read again, a record says the same.
  expect(await muqabil(root, ['build', '--frozen'])).toMatchObject({ status: 0 })
  expect(recordOf(root)).toBe(record)
})

test("a person's words go before an imported memory's, and those before a machine's; a correction is the person's", async () => {
  const root = project({ 'muqabil.config.json': JSON.stringify({ provider: 'pseudo' }) })
  await imported(root, 'big.tmx')
  await muqabil(root, ['build'])
  const file = join(root, 'translations/a.md.en.xlf')
  writeFileSync(file, recordOf(root).replace('Then he went to his old house.', 'Then he walked home.'))
  writeFileSync(join(root, 'new.tmx'), BIG.replace('Then he went to his old house.', 'And he left.'))
  await imported(root, 'new.tmx')
  writeFileSync(join(root, 'input/b.md'), 'كلام آخر.\n\nثم مضى إلى بيته القديم.\n')
  await muqabil(root, ['build'])
  expect(recordOf(root)).toContain('Then he walked home.')
  expect(recordOf(root)).not.toContain('And he left.')
  const other = readFileSync(join(root, 'translations/b.md.en.xlf'), 'utf8')
  expect(other).toContain('Then he walked home.')
  expect(other).toContain('type="origin">person<')
})

test('UTF-16, a table and XLIFF are read as import reads them', async () => {
  const root = project({
    'wide.tmx': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(BIG, 'utf16le')]),
    'table.csv': 'source,target\nمقهى الحَيِّ,The local café\n',
    'a.xlf':
      '<xliff version="1.2"><file source-language="ar" target-language="en" original="x" datatype="plaintext"><body><trans-unit id="1"><source>ثم مضى إلى بيته القديم.</source><target>He went home.</target></trans-unit></body></file></xliff>',
  })
  const ran = await muqabil(root, ['memory', 'import', 'wide.tmx', 'table.csv', 'a.xlf', '--json'])
  expect(JSON.parse(ran.stdout)).toEqual({ event: 'memory-imported', pairs: 5, taken: 5, known: 0, passedOver: 1 })
  await muqabil(root, ['build', '--offline'])
  for (const words of ['The local café', 'He went home.', 'Said']) expect(recordOf(root)).toContain(words)
})

test('a file that cannot be read is refused by name, and takes nothing', async () => {
  const refused: readonly (readonly [string, string | Uint8Array | undefined, string])[] = [
    ['entities.tmx', tmx([], '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), 'xml-refused'],
    ['short.tmx', BIG.slice(0, -20), 'xml-syntax'],
    ['page.tmx', '<html/>', 'exchange-damaged'],
    ['edits.jsonl', '{}', 'exchange-format'],
    ['bytes.tmx', Uint8Array.of(0x3c, 0xff, 0x41), 'not-utf8'],
    ['none.tmx', undefined, 'file-unreadable'],
  ]
  const root = project(Object.fromEntries(refused.flatMap(([file, content]) => (content ? [[file, content]] : []))))
  const runs = await Promise.all(refused.map(([file]) => muqabil(root, ['memory', 'import', file])))
  for (const [index, [file, , code]] of refused.entries()) {
    expect(runs[index]?.status, file).toBe(2)
    expect(runs[index]?.stderr).toMatch(new RegExp(`^${file}.*\\[${code}\\]`))
  }
})

test('a memory that is not there is not made by asking for its status', async () => {
  const ran = await muqabil(project(), ['memory', 'status'])
  expect(ran).toMatchObject({ status: 0, stdout: '.muqabil/memory.db: nothing is known yet.\n' })
})
