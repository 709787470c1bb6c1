/** The guides against the code: every option is named, every check too, every example runs. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { FACT_TYPES as FACTS } from '../../src/bitext/facts.ts'
import { isPersons } from '../../src/bitext/is-persons.ts'
import { parseRecord } from '../../src/bitext/read-record.ts'
import { MARKS } from '../../src/bitext/record.ts'
import { STATES } from '../../src/bitext/states.ts'
import { serializeRecord } from '../../src/bitext/write-record.ts'
import { configSchema } from '../../src/project/config.ts'
import { builtIns } from '../../src/providers/registry.ts'
import { parseConfig } from '../../src/project/load-config.ts'
import { parseJson } from '../../src/project/parse-json.ts'
import { providerSettings } from '../../src/providers/settings.ts'
import { checkNames } from '../../src/quality/checks.ts'
import { muqabil, temporaryProject } from '../temporary-project.ts'

const read = (path: string): string => readFileSync(path, 'utf8')
const options = (text: string): readonly string[] => [...text.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1] ?? '')

test('every option of the configuration is in its guide, and no other', () => {
  expect(options(read('docs/configuration.md')).toSorted()).toEqual(Object.keys(configSchema.shape).filter((key) => key !== '$schema').toSorted())
})

test('every setting of a provider is in its guide, and no other', () => {
  // Two providers may have a setting of one name.
  const named = [...new Set(options(read('docs/providers.md')))]
  expect(named.toSorted()).toEqual(Object.keys(providerSettings.shape).toSorted())
})

test('the example of a configuration is one', () => {
  const [, text = ''] = /```jsonc\n([^]*?)```/.exec(read('docs/configuration.md')) ?? []
  expect(parseConfig(parseJson(text, 'example').value, 'example')).toMatchObject({ formats: ['html', 'interleaved'], budget: { maxCost: 5 } })
})

test('every check is named', () => {
  for (const name of checkNames) expect(read('docs/configuration.md')).toContain(`\`${name}\``)
})

test('every variable of .env.example is one that is read, and every one that chooses a provider is there', () => {
  const files = readdirSync('src/providers', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  const code = files.map((file) => read(join('src/providers', file))).join('\n')
  const named = [...read('.env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => name)
  for (const name of named) expect(code).toContain(name)
  expect(named).toEqual(expect.arrayContaining(builtIns.flatMap(({ about }) => about.variables)))
})

test('what continuous integration runs is the test command of the README', () => {
  const [, command] = /^ {4}(npm ci && npm test)\b/m.exec(read('README.md')) ?? []
  expect(read('.ci/run')).toContain(`\n${command}\n`)
})

describe('examples', () => {
  test('the chain of the library guide', async () => {
    const [, code = ''] = /```js\n([^]*?)```/.exec(read('docs/library.md')) ?? []
    const root = temporaryProject({})
    const modules = code.replaceAll(/from '([\w/-]+)'/g, (_, name: string) =>
      `from '${name === 'muqabil/unified' ? resolve('src/entries/unified.ts') : resolve('node_modules', name, 'index.js')}'`)
    const { writeFileSync } = await import('node:fs')
    writeFileSync(`${root}/example.mjs`, `${modules}\nexport { page }\n`)
    const { page } = await import(`${root}/example.mjs`) as { page: unknown }
    expect(String(page)).toContain('<h1>Coffee</h1>')
    expect(String(page)).toContain('A <strong>strong</strong> text.')
  })

  test('the commands of the five steps', async () => {
    const root = temporaryProject({})
    expect((await muqabil(root, ['init'])).status).toBe(0)
    expect((await muqabil(root, ['init'])).stdout).not.toContain('made ')
    const empty = await muqabil(root, ['build'])
    expect(empty).toMatchObject({ status: 2 })
    expect(empty.stderr).toContain('input/: Unexpected folder without a document')
    const { writeFileSync } = await import('node:fs')
    writeFileSync(`${root}/input/a.md`, '# عنوان\n\nنص.\n')
    expect((await muqabil(root, ['plan'])).stdout).toMatch(/^A build would send 2 segments: \d+ characters in 1 requests?/)
    expect((await muqabil(root, ['build', '--provider', 'pseudo'])).status).toBe(0)
    expect((await muqabil(root, ['inspect', 'input/a.md', '--json'])).stdout.trim().split('\n').map((line) => (JSON.parse(line) as { kind: string }).kind)).toEqual(['heading', 'paragraph'])
  })
})

describe('the guide to the record', () => {
  const guide = read('docs/record.md')
  const [, example = ''] = /```xml\n([^]*?)```/.exec(guide) ?? []

  test('its example is a record, to the byte, and means what its comments say', () => {
    const record = parseRecord(example, { file: 'example.xlf' })
    expect(serializeRecord(record)).toBe(example)
    const [heading, paragraph] = record.units
    expect(heading?.segments[0]).toMatchObject({ state: 'final', origin: { kind: 'person', name: 'سلمى' } })
    const [stale, machine] = paragraph?.segments ?? []
    expect(stale).toMatchObject({ mark: 'stale', oldSource: [expect.any(String), expect.any(Object), 'القهوة', expect.any(Object), ' في السوق القديم.'] })
    expect([stale && isPersons(stale), machine && isPersons(machine)]).toEqual([true, false])
    expect(record.gone.map(({ id }) => id)).toEqual(['p-1922d30a'])
  })

  test('names every state, mark and fact that is written', () => {
    for (const name of [...STATES, ...MARKS.map((mark) => `muqabil:${mark}`), ...FACTS]) expect(guide).toContain(`\`${name}\``)
  })

  test('its code runs', async () => {
    const [, code = ''] = /```js\n([^]*?)```/.exec(guide) ?? []
    const root = temporaryProject({
      'example.mjs': `const text = ${JSON.stringify(example)}\nconst said = []\nconst console = { log: (...all) => said.push(all) }\n${code.replace("'muqabil/xliff'", `'${resolve('src/entries/xliff.ts')}'`)}\nexport { said }\n`,
    })
    const { said } = (await import(`${root}/example.mjs`)) as { said: unknown }
    expect(said).toEqual([['input/a.md', 3], [true]])
  })
})
