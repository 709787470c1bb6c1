/** Runs that between them say everything a build can say. */
import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { eventLine, missingLine } from '../../src/cli/human-reporter.ts'
import { build } from '../../src/project/build.ts'
import { check } from '../../src/project/check.ts'
import type { UserConfig } from '../../src/project/config.ts'
import type { BuildEvent } from '../../src/project/events.ts'
import { temporaryProject } from '../temporary-project.ts'

const TEXT = 'عنوان النص\n\nالجملة الأولى من النص. والجملة الثانية بعدها.\n\nالفقرة الأخيرة.\n'
const ANSWERS = "texts.map((text) => 'Sentence of ' + text.length + ' letters.')"

/** A module that is a provider; `body` may throw `fault(code, action, message)` and use `texts`. */
const provider = (body: string, name = 'mine'): string => `
class ProviderFault extends Error { constructor(code, action, message) { super(message); this.name = 'ProviderFault'; this.code = code; this.action = action; this.billed = 'no' } }
const fault = (code, action, message) => { throw Object.assign(new ProviderFault(code, action, message)) }
export default { name: '${name}', limits: { characters: 5000, elements: 50 }, price: { perMillion: 20, currency: 'EUR' }, translate: async ({ texts }) => { ${body} } }
`

interface Scenario {
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  readonly config?: UserConfig
  readonly offline?: boolean
  readonly frozen?: boolean
  /** After a first build that is not listened to. */
  readonly afterFirst?: (root: string) => void
}

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'a first build': { config: { provider: 'pseudo' } },
  'nothing but furniture, nothing at all, a kind that is not read': {
    files: { 'input/b.txt': 'اترك تعليقاً\n', 'input/c.md': '', 'input/d.pdf': 'x' },
    config: { provider: 'pseudo' },
  },
  'a source that is not read as it was meant': {
    files: { 'input/b.md': 'نص[^1].\n\n[^2]: حاشية.\n\n<!-- بلا نهاية\n\nنص.\n', 'input/c.txt': 'نص سل\uFFFDم.\n' },
    config: { provider: 'pseudo', checks: { 'unused-note': 'off' } },
  },
  offline: { offline: true },
  'frozen, with rows of the pseudo provider': {
    config: { provider: 'pseudo' },
    frozen: true,
    afterFirst: () => undefined,
  },
  'an old encoding and a record in conflict': {
    files: {
      'input/old.txt': Uint8Array.from([0xc7, 0xe1, 0xda, 0xd1, 0xc8, 0xed, 0xc9]),
      'translations/a.txt.en.xlf': '<?xml version="1.0"?>\n<<<<<<< ours\n',
    },
    config: { provider: 'pseudo' },
  },
  'a source that is gone': {
    files: { 'input/b.txt': 'نص آخر.\n' },
    config: { provider: 'pseudo' },
    afterFirst: (root) => rmSync(join(root, 'input/b.txt')),
  },
  'a copy of a record': {
    files: {},
    config: { provider: 'pseudo' },
    afterFirst: (root) => cpSync(join(root, 'translations/a.txt.en.xlf'), join(root, 'translations/copy.en.xlf')),
  },
  'a budget that is too small': {
    files: { 'p.mjs': provider(`return ${ANSWERS}`) },
    config: { provider: './p.mjs', budget: { maxCharacters: 12 } },
  },
  'answers that may not stand': {
    files: {
      'p.mjs': provider(
        `return texts.map((text) => text.includes('عنوان') ? '' : text.includes('الأولى') ? text : 'Fine.')`,
      ),
    },
    config: { provider: './p.mjs' },
  },
  'a second provider': {
    files: { 'p.mjs': provider('return texts'), 'q.mjs': provider(`return ${ANSWERS}`, 'theirs') },
    config: { provider: ['./p.mjs', './q.mjs'] },
  },
  'a damaged memory': {
    config: { provider: 'pseudo' },
    files: { '.muqabil/memory.db': 'no database at all '.repeat(300) },
  },
  'a memory of a newer version, requests without an end': {
    config: { provider: 'pseudo' },
    files: { 'p.mjs': provider(`return ${ANSWERS}`) },
    afterFirst(root) {
      const database = new DatabaseSync(join(root, '.muqabil/memory.db'))
      database.exec('PRAGMA user_version = 99')
      database.close()
      writeFileSync(join(root, 'input/a.txt'), `${TEXT}\nجملة جديدة.\n`)
    },
  },
  'requests without an end': {
    config: { provider: 'pseudo' },
    afterFirst(root) {
      const database = new DatabaseSync(join(root, '.muqabil/memory.db'))
      database.exec(
        "INSERT INTO in_flight (process, run, characters, cost) VALUES (1, 'earlier', 1234, 0); UPDATE in_flight SET process = 999999999",
      )
      database.close()
      writeFileSync(join(root, 'input/a.txt'), `${TEXT}\nجملة جديدة.\n`)
    },
  },
  'a memory that is deleted in the middle': {
    files: {
      'p.mjs': `import { rmSync } from 'node:fs'\n${provider(`rmSync('ROOT/.muqabil', { recursive: true, force: true }); return ${ANSWERS}`)}`,
    },
    config: { provider: './p.mjs' },
  },
}

/** What each run says, line by line, as a person with --verbose reads it. */
export async function scenarioLines(): Promise<readonly string[]> {
  const lines: string[] = []
  for (const [name, { files = {}, config = {}, afterFirst, offline, frozen }] of Object.entries(SCENARIOS)) {
    const root = temporaryProject({ 'input/a.txt': TEXT, ...files })
    if (typeof files['p.mjs'] === 'string') writeFileSync(join(root, 'p.mjs'), files['p.mjs'].replaceAll('ROOT', root))
    const options = { cwd: root, config: { fonts: 'system', ...config } as const, environment: {} }
    const events: BuildEvent[] = []
    if (afterFirst) {
      await build(options)
      afterFirst(root)
    }
    await build({
      ...options,
      onEvent: (event) => events.push(event),
      ...(offline ? { offline } : {}),
      ...(frozen ? { frozen } : {}),
    })
    const said = events.flatMap((event) => [
      ...(event.event === 'document' && event.missing > 0 ? [missingLine(event.file, event.missing)] : []),
      eventLine(event, true) ?? [],
    ])
    lines.push('', `# ${name}`, ...said.flat().flatMap((line) => line.replaceAll(root, 'ROOT').split('\n')))
  }
  return lines
}

/** Findings of `muqabil check` on a project that is built and then not touched well. */
export async function checkLines(): Promise<readonly string[]> {
  const root = temporaryProject({
    'input/a.txt': TEXT,
    'input/b.txt': 'نص آ\uFFFDر.\n',
    'input/c.txt': Uint8Array.from([0xff]),
    'input/gone.txt': TEXT,
  })
  const options = {
    cwd: root,
    config: { fonts: 'system', provider: 'pseudo', formats: ['markdown'] } satisfies UserConfig as UserConfig,
    environment: {},
  }
  await build(options)
  writeFileSync(join(root, 'output/a.md'), 'changed')
  rmSync(join(root, 'output/b.md'))
  rmSync(join(root, 'input/gone.txt'))
  return (await check(options)).flatMap(({ path, messages }) =>
    messages.map(({ reason, ruleId }) => `${path}: ${reason} (${ruleId})`),
  )
}
