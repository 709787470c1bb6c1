/** A build on what the last one left is a build from the beginning: the same files, events and account, whatever has changed. */
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOurAsset } from '../../src/edition/site/assets.ts'
import { build } from '../../src/project/build.ts'
import type { BuildEvent } from '../../src/project/events.ts'
import type { BuildOptions } from '../../src/project/options.ts'
import { plan } from '../../src/project/plan.ts'
import { temporaryProject } from '../temporary-project.ts'

const PROVIDER = `
  import { appendFileSync } from 'node:fs'
  export default { name: 'own', limits: { characters: 500, elements: 10 },
    translate: ({ texts }) => { appendFileSync('asked.txt', texts.join('\\n') + '\\n')
      return Promise.resolve(texts.map((text) => text.replace(/[\\u0621-\\u064A]+/g, (word) => 'w' + word.length))) } }`
const FILES = {
  'input/a.md': '# عنوان أول\n\nقال الرجلُ «نعم» في ٣:٣٠. ثم عاد إلى Node.js.\n',
  'input/b/c.md': '# فصل\n\n- بند **مهم** واحد.\n- بند آخر.\n',
  'input/b/d.txt': 'نص قصير.\n\nنصٌّ آخر مُشكَّل.\n',
  'input/e.txt': '٢٠٢٤\n',
  'input/f.md': '# قهوة\n\nقال الرجلُ «نعم» في ٣:٣٠.\n',
  'provider.mjs': PROVIDER,
}

function project(config: object = {}): string {
  const settings = { provider: './provider.mjs', formats: ['html', 'markdown'], ...config }
  return temporaryProject({ ...FILES, 'muqabil.config.json': JSON.stringify(settings) })
}

async function told(root: string, options: Omit<BuildOptions, 'cwd' | 'onEvent'> = {}): Promise<readonly BuildEvent[]> {
  const events: BuildEvent[] = []
  const here = process.cwd()
  process.chdir(root) // where the provider notes what it is asked
  try {
    await build({ environment: {}, ...options, cwd: root, onEvent: (event) => events.push(event) })
  } finally {
    process.chdir(here)
  }
  return events
}

function files(root: string, folder: string): readonly (readonly [string, string])[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(root, folder, name)).isFile())
    .toSorted()
    .map((name) => [name, readFileSync(join(root, folder, name)).toString('base64')])
}

/** Everything that a build wrote, as one that knows of no other writes it. */
async function fromTheBeginning(root: string): Promise<void> {
  const [output, translations] = [files(root, 'output'), files(root, 'translations')]
  rmSync(join(root, 'output'), { recursive: true })
  for (const note of ['last-build.json', 'documents.json']) rmSync(join(root, '.muqabil', note), { force: true })
  await told(root)
  // What somebody has changed in a file of a site is not ours any more, and stays.
  const ours = output.filter(
    ([name, bytes]) => !name.startsWith('assets/') || isOurAsset(name.slice(7), Buffer.from(bytes, 'base64')),
  )
  expect(files(root, 'output')).toEqual(ours)
  expect(files(root, 'translations')).toEqual(translations)
}

type Edit = (root: string) => void
const sources = (root: string): readonly string[] =>
  files(root, 'input')
    .map(([name]) => name)
    .filter((name) => !name.endsWith('.pdf'))

/** Each on the n-th file of its kind, in whatever state the project is. */
const EDITS: Readonly<Record<string, (n: number) => Edit>> = {
  'a paragraph more': (n) => (root) => {
    const all = sources(root)
    appendFileSync(join(root, 'input', all[n % all.length] ?? ''), `\nفقرة جديدة رقم ${n} هنا.\n`)
  },
  'another title': (n) => (root) => {
    const file = join(root, 'input/a.md')
    if (existsSync(file)) writeFileSync(file, readFileSync(file, 'utf8').replace(/^# .*/, `# عنوان ${n}`))
  },
  'a long row': (n) => (root) => writeFileSync(join(root, 'input/long.txt'), `${'جملة قصيرة. '.repeat((n % 7) + 1)}\n`),
  'a new source': (n) => (root) => writeFileSync(join(root, `input/b/new${n % 3}.md`), `# جديد ${n}\n\nقهوة وشاي.\n`),
  'a source gone': (n) => (root) => {
    const all = sources(root)
    if (all.length > 2) rmSync(join(root, 'input', all[n % all.length] ?? ''))
  },
  'a source of the same name': (n) => (root) =>
    writeFileSync(join(root, `input/${'aef'[n % 3]}.html`), `<p>قهوة ${n}</p>\n`),
  'a source emptied': (n) => (root) => {
    const all = sources(root)
    if (all.length > 2) writeFileSync(join(root, 'input', all[n % all.length] ?? ''), '')
  },
  'another name': (n) => (root) => {
    const name = sources(root)[n % 3]
    if (name?.endsWith('.md')) renameSync(join(root, 'input', name), join(root, `input/renamed${n % 5}.md`))
  },
  'a person’s words': (n) => (root) => {
    const all = files(root, 'translations')
    const path = join(root, 'translations', all[n % all.length]?.[0] ?? '')
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(
        /(<target[^>]*>)w(\d)/,
        (_, tag: string, digit: string) => `${tag}By hand ${digit}`,
      ),
    )
  },
  'an output changed': (n) => (root) => {
    const all = files(root, 'output')
    appendFileSync(join(root, 'output', all[n % all.length]?.[0] ?? ''), '\n')
  },
  'an output gone': (n) => (root) => {
    const all = files(root, 'output')
    rmSync(join(root, 'output', all[n % all.length]?.[0] ?? ''))
  },
  'the memory gone': () => (root) => {
    for (const name of readdirSync(join(root, '.muqabil')))
      if (name.startsWith('memory')) rmSync(join(root, '.muqabil', name), { recursive: true })
  },
}

/** In between, builds of every kind: each leaves notes for the next. */
const BUILDS: readonly ((root: string) => Omit<BuildOptions, 'cwd' | 'onEvent'>)[] = [
  () => ({}),
  () => ({}),
  (root) => ({
    files: sources(root)
      .slice(0, 1)
      .map((name) => `input/${name}`),
  }),
  () => ({ offline: true }),
  () => ({ frozen: true }),
  () => ({ portion: 2 }),
]
const edit = fc.tuple(fc.constantFrom(...Object.keys(EDITS)), fc.nat(50))

describe.each([
  ['pages', {}],
  ['a site', { layout: 'site' }],
  ['books', { layout: 'book' }],
])('%s', (_, config) => {
  test('after any edits', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.array(edit, { minLength: 1, maxLength: 3 }), fc.constantFrom(...BUILDS)), {
          minLength: 1,
          maxLength: 4,
        }),
        async (rounds) => {
          const root = project(config)
          await told(root)
          for (const [edits, optionsOf] of rounds) {
            for (const [name, n] of edits) EDITS[name]?.(n)(root)
            const options = optionsOf(root)
            await told(root, options)
            // A part of a site has pages of sources whose records are not written yet.
            if (options.files) await told(root)
          }
          await told(root)
          await fromTheBeginning(root)
          expect(await told(root)).toEqual(expect.arrayContaining([expect.objectContaining({ translated: 0 })]))
        },
      ),
      { numRuns: 12 },
    )
  }, 120_000)
})

test('documents that are as they were are not opened, and told as if they were', async () => {
  for (const layout of ['page', 'site']) {
    const root = project({ layout })
    const before = await told(root)
    appendFileSync(join(root, 'input/f.md'), '\nفقرة جديدة.\n')
    // A record that is read is a record whose reading can fail: the others’ are not.
    const asked = existsSync(join(root, 'asked.txt')) ? readFileSync(join(root, 'asked.txt'), 'utf8').length : 0
    const after = await told(root)
    const documents = (events: readonly BuildEvent[]): readonly BuildEvent[] =>
      events
        .filter((event) => event.event === 'document' && event.file !== 'input/f.md')
        .toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b), 'en'))
    expect(documents(after)).toEqual(documents(before))
    expect(readFileSync(join(root, 'asked.txt'), 'utf8').slice(asked)).toBe('فقرة جديدة.\n')
    const noted = JSON.parse(readFileSync(join(root, '.muqabil/documents.json'), 'utf8')) as {
      readonly documents: readonly { readonly file: string; readonly documents: readonly object[] }[]
    }
    // What is noted is told, and only for documents that are as they were.
    writeFileSync(
      join(root, '.muqabil/documents.json'),
      JSON.stringify({
        ...noted,
        documents: noted.documents.map((entry) => ({
          ...entry,
          documents: entry.documents.map((document) => ({
            ...document,
            said: [{ event: 'decision', file: entry.file, message: 'noted' }],
          })),
        })),
      }),
    )
    appendFileSync(join(root, 'input/f.md'), '\nفقرة أخرى.\n')
    const decided = (await told(root)).flatMap((event) => (event.event === 'decision' ? [event.file] : []))
    expect(decided.toSorted()).toEqual(['input/a.md', 'input/b/c.md', 'input/b/d.txt', 'input/e.txt'])
  }
})

describe('where a document stands', () => {
  test('follows the names of the others: the index leads to every page', async () => {
    const root = project()
    await told(root)
    writeFileSync(join(root, 'input/e.md'), 'كلام آخر.\n') // e.txt has been output/e.html
    await told(root)
    const index = readFileSync(join(root, 'output/index.html'), 'utf8')
    for (const page of ['e.md.html', 'e.txt.html']) {
      expect(index).toContain(`href="${page}"`)
      expect(existsSync(join(root, 'output', page))).toBe(true)
    }
  })

  test('follows their number: pages become a site above fifty, and pages again', async () => {
    const root = project()
    for (let at = 0; at < 45; at++) writeFileSync(join(root, `input/n${at}.txt`), 'كلام قليل.\n')
    await told(root)
    writeFileSync(join(root, 'input/last.txt'), 'كلام آخر.\n')
    await told(root)
    await fromTheBeginning(root)
    rmSync(join(root, 'input/last.txt'))
    await told(root)
    await fromTheBeginning(root)
  })
})

describe('in portions', () => {
  test('of any size: the same files, each sentence asked for once, one account', async () => {
    const [whole, ...parts] = await Promise.all(
      [undefined, 1, 3].map(async (portion) => ({ root: project(), portion })),
    )
    if (whole === undefined) throw new Error('no project')
    const accounts: unknown[] = []
    for (const { root, portion } of [whole, ...parts]) {
      const events = await told(root, portion === undefined ? {} : { portion })
      const account = events.at(-1)
      if (account?.event !== 'account') throw new Error('no account')
      // A sentence of two portions is translated in the first and recalled in the second.
      const known = { recalled: 0, translated: account.recalled + account.translated }
      accounts.push({ ...account, ...known, seconds: 0, requests: 0, providers: [] })
      expect(files(root, 'output')).toEqual(files(whole.root, 'output'))
      expect(files(root, 'translations')).toEqual(files(whole.root, 'translations'))
      const asked = readFileSync(join(root, 'asked.txt'), 'utf8').trim().split('\n')
      expect(new Set(asked).size).toBe(asked.length)
      const progress = events.filter((event) => event.event === 'progress')
      expect(progress.at(-1)).toMatchObject({ done: asked.length, total: asked.length })
      expect(progress.at(-1)).not.toHaveProperty('more')
    }
    for (const account of accounts) expect(account).toEqual(accounts[0])
  })

  test('a budget that is used up ends the asking of all of them, and what is known is written', async () => {
    const [one, all] = [project(), project()]
    const options = { maxCharacters: 60 }
    const events = await told(one, { portion: 1, ...options })
    expect(events.at(-1)).toMatchObject({ stopped: 'budget' })
    const account = events.at(-1)
    expect(account?.event === 'account' && account.charactersSent).toBeLessThanOrEqual(60)
    expect(files(one, 'output').map(([name]) => name)).toEqual(
      files(await wholeOf(all, options), 'output').map(([name]) => name),
    )
  })

  test('a plan counts what a build then sends: of everything, of what has changed, with notes and without, in a budget', async () => {
    for (const portion of [undefined, 1, 3]) {
      for (const maxCharacters of [undefined, 60]) {
        const root = project()
        const options = { ...(portion === undefined ? {} : { portion }), ...(maxCharacters ? { maxCharacters } : {}) }
        const agree = async (): Promise<void> => {
          const planned = await plan({ environment: {}, ...options, cwd: root })
          const { segments: all } = await plan({ environment: {}, ...options, maxCharacters: 1e6, cwd: root })
          expect(planned.segments + (planned.left ?? 0)).toBe(all)
          rmSync(join(root, 'asked.txt'), { force: true })
          const account = (await told(root, options)).at(-1)
          if (account?.event !== 'account') throw new Error('no account')
          const { charactersSent, requests } = account
          expect(planned).toMatchObject({ characters: charactersSent, requests })
          expect(planned.segments).toBe(account.translated > 0 ? askedIn(root).size : 0)
        }
        await agree()
        await agree()
        if (maxCharacters !== undefined) continue
        const again = 'قال الرجلُ «نعم» في ٣:٣٠. وهذه جملة جديدة.'
        for (const name of ['a.md', 'f.md', 'b/d.txt']) appendFileSync(join(root, 'input', name), `\n${again}\n`)
        const noted = await plan({ environment: {}, ...options, cwd: root })
        rmSync(join(root, '.muqabil'), { recursive: true })
        expect(await plan({ environment: {}, ...options, cwd: root })).toEqual(noted)
        await agree()
      }
    }
  })

  test('pieces of long sentences that stand in several portions are counted once, as they are sent', async () => {
    const root = project()
    const long = 'قال الرجل الطويل كلاماً كثيراً، ثم خرج من البيت الكبير، ثم عاد إليه بعد يوم، '
    for (const [index, end] of ['ونام فيه طويلا.', 'وشرب القهوة فيه.'].entries())
      writeFileSync(join(root, `input/h${index}.txt`), `${long.repeat(8)}${end}\n`)
    const planned = await plan({ environment: {}, portion: 1, cwd: root })
    const account = (await told(root, { portion: 1 })).at(-1)
    expect(account).toMatchObject({ charactersSent: planned.characters, requests: planned.requests })
    expect(planned.segments).toBe(askedIn(root).size)
  })

  test('a plan of named sources counts them as the build does, whatever stands between them', async () => {
    const root = project()
    for (const [index, count] of [2, 9, 2].entries())
      writeFileSync(
        join(root, `input/g${index}.txt`),
        Array.from({ length: count }, (_, at) => `جملة ${index} ${at} من النص.`).join('\n\n'),
      )
    const options = { portion: 5, files: ['input/g0.txt', 'input/g2.txt'] }
    const planned = await plan({ environment: {}, ...options, cwd: root })
    const account = (await told(root, options)).at(-1)
    if (account?.event !== 'account') throw new Error('no account')
    expect([account.charactersSent, account.requests]).toEqual([planned.characters, planned.requests])
  })

  test('without anybody to ask, all that is missing is counted', async () => {
    const root = temporaryProject({ ...FILES, 'muqabil.config.json': '{"formats":["markdown"]}' })
    await expect(told(root, { portion: 1 })).rejects.toThrow(/10 segments|9 segments|8 segments/)
  })
})

function askedIn(root: string): ReadonlySet<string> {
  return new Set(readFileSync(join(root, 'asked.txt'), 'utf8').trim().split('\n'))
}

async function wholeOf(root: string, options: Omit<BuildOptions, 'cwd' | 'onEvent'>): Promise<string> {
  await told(root, options)
  return root
}
