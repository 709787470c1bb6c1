/** The engine on this machine: what it makes of Arabic, that it makes the same of it whatever happens, and how it fails. */
import { execFile } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { Content } from '../../../src/bitext/content.ts'
import { encodeContent } from '../../../src/bitext/content.ts'
import { MuqabilError } from '../../../src/errors.ts'
import { loadProvider } from '../../../src/providers/load-provider.ts'
import { easeBorders } from '../../../src/providers/local/ease-borders.ts'
import { cut, isLeftOut, joinSentences } from '../../../src/providers/local/join-sentences.ts'
import { realClock } from '../../../src/project/real-clock.ts'
import { chooseModel, findModels, modelsFolder } from '../../../src/providers/local/find-models.ts'
import { fitWorkers } from '../../../src/providers/local/limits.ts'
import { MANIFEST, type Manifest } from '../../../src/providers/local/manifest.ts'
import type { Provider } from '../../../src/providers/provider.ts'
import { temporaryProject } from '../../temporary-project.ts'
import { runEngine } from '../../translate/run-engine.ts'
import { ask } from '../ask.ts'
import { makeModel } from './make-model.ts'
import { inLatin } from './make-vocabulary.ts'
import { installModel, SMALL, smallModel } from './small-model.ts'

const run = promisify(execFile)
const never = new AbortController().signal

const opened: Provider[] = []
afterEach(async () => {
  for (const provider of opened.splice(0)) await provider.close?.()
})

async function open(models: string, settings: object = {}): Promise<Provider> {
  const provider = await loadProvider({
    settings: { name: 'local', models, concurrency: 1, ...settings },
    environment: {},
  })
  opened.push(provider)
  return provider
}

/** A folder with the small model in it, and that model's own folder. */
function models(): { readonly root: string; readonly folder: string } {
  const root = temporaryProject({})
  return { root, folder: installModel(root) }
}

async function texts(provider: Provider, all: readonly string[]): Promise<readonly string[]> {
  const answer = await ask(provider, all)
  if (!('texts' in answer)) throw answer
  return answer.texts
}

/** The error that preparing ends with. */
async function notPrepared(provider: Provider): Promise<MuqabilError> {
  const error: unknown = await provider.prepare?.(never).catch((thrown: unknown) => thrown)
  if (!(error instanceof MuqabilError)) throw new Error('it was prepared', { cause: error })
  return error
}

/** Tashkeel, tatweel, Latin runs, digits of both kinds, quotation marks, all marks of a sentence's end. */
/** '٪' and 'ڤ' are no pieces of the model: what stands for them is chosen from the words that are at hand. */
const SENTENCES = [
  'ڤيلا ٪',
  '٪ ب',
  'قَهْوَةٌ سَوْدَاءُ.',
  'كتـــاب جديد؟',
  'شاي وNode.js ٣٤ 12.',
  '«ماء» "بارد" 12,5 %!',
  'قال: نعم؛ ثم خرج، وعاد.',
  'AT &amp; T',
]

describe('translations', () => {
  test('of Arabic as it is written, each of its own text', async () => {
    const provider = await open(models().root)
    expect(await texts(provider, SENTENCES.slice(2, 7))).toEqual([
      'qahowaeO sawodaaxu.',
      'kt___ab jdyd?',
      'Say wNode.js 34 12.',
      '"max" "bard" 12,5 %!',
      'qal: nEm; Cm Xrj, wEad.',
    ])
    expect(await texts(provider, ['AT &amp; &lt;b&gt;'])).toEqual(['AT &amp; &lt;b&gt;'])
  })

  test('with codes as markup, which go with their words', async () => {
    const provider = await open(models().root)
    const [answer] = await texts(provider, [
      'ذهب <span id="1">الولد <span id="2">الصغير</span></span> إلى<img id="3"> البيت.',
    ])
    expect(answer).toBe('Dhb <span id="1">alwld <span id="2">alcgyr</span></span> Aly <img id="3">albyt.')
  })

  test.each([
    ['ال<span id="1">نص</span>هم', '<span id="1">النصهم</span>', '<span id="1">alnchm</span>'],
    [
      'و<span id="1"><span id="2">قال</span></span>ت نعم',
      '<span id="1"><span id="2">وقالت</span></span> نعم',
      '<span id="1"><span id="2">wqalt</span></span> nEm',
    ],
    ['«<span id="1">نص</span>»، ثم', '«<span id="1">نص</span>», ثم', '"<span id="1">nc</span>", Cm'],
    [
      'نص<img id="1">؟ <span id="2">a</span>… «b',
      'نص<img id="1">؟ <span id="2">a</span>... «b',
      'nc<img id="1">? <span id="2">a</span>... "b',
    ],
    [
      '<span id="1">نص</span>، <span id="2">قال</span> "نعم"',
      '<span id="1">نص</span>, <span id="2">قال</span> "نعم"',
      '<span id="1">nc</span>, <span id="2">qal</span> "nEm"',
    ],
    ['قال (<span id="1">Node.js</span>).', 'قال (<span id="1">Node.js</span>).', 'qal (<span id="1">Node.js</span>).'],
    ['«نص»، بلا رموز؟', '«نص»، بلا رموز؟', '"nc", bla rmwz?'],
  ])('of markup within words and at Arabic punctuation: %s', async (text, eased, expected) => {
    expect(easeBorders(text)).toBe(eased)
    expect(await texts(await open(models().root), [text])).toEqual([expected])
  })

  test('of any markup keep its tags and letters in their order', () => {
    const piece = fc.constantFrom('ال', 'نص', ' ', '»', '،', 'a', '<span id="1">', '</span>', '<img id="2">', '&amp;')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const html = pieces.join('')
        const eased = easeBorders(html)
        expect(eased.match(/<[^>]*>/g)).toEqual(html.match(/<[^>]*>/g))
        expect(eased.replaceAll(/<[^>]*>/g, '').match(/\p{L}+/gu)).toEqual(
          html.replaceAll(/<[^>]*>/g, '').match(/\p{L}+/gu),
        )
      }),
    )
  })

  test('of codes, through the engine of a build, checked and come back whole', async () => {
    const provider = await open(models().root)
    const source: Content = [
      'قرأ ',
      { kind: 'open', id: '1' },
      'كتاباً',
      { kind: 'close', id: '1' },
      ' عن Node.js < 5 ',
      { kind: 'standalone', id: '2' },
      '.',
    ]
    const { sent, targets, failed } = await runEngine([source], [provider], { clock: realClock })
    expect(sent).toMatchObject({ charactersSent: 0, cost: 0 })
    expect(failed.size).toBe(0)
    expect([...targets.values()].map(encodeContent)).toEqual([
      encodeContent([
        'qrA ',
        { kind: 'open', id: '1' },
        'ktabaN',
        { kind: 'close', id: '1' },
        ' En Node.js < 5 ',
        { kind: 'standalone', id: '2' },
        '.',
      ]),
    ])
  })

  test('by a model with a vocabulary for each language', async () => {
    const { root, folder } = models()
    const manifest = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as Manifest
    const files = manifest.files.flatMap((file) =>
      file.role === 'vocabulary'
        ? (['sourceVocabulary', 'targetVocabulary'] as const).map((role) => ({ ...file, role }))
        : [file],
    )
    writeFileSync(join(folder, MANIFEST), JSON.stringify({ ...manifest, files }))
    const provider = await open(root)
    expect(provider.variant).toMatch(/ sourceVocabulary:[0-9a-f]{12} targetVocabulary:[0-9a-f]{12}$/)
    expect(await texts(provider, ['قهوة'])).toEqual(['qhwe'])
  })

  test('of a sentence far longer than the engine takes at once', async () => {
    const provider = await open(models().root)
    const long = 'قال الرجل الكبير كلاماً '.repeat(60).trim()
    expect(await texts(provider, [long])).toEqual([inLatin(long)])
  })
})

test('what the engine cut in the middle is joined by a space where the source has one', () => {
  const [source, target] = ['قال <b>نعم</b>. وخرج', 'qal nEm. wXrj']
  const at = (text: string, part: string): { begin: number; end: number } => {
    const begin = Buffer.byteLength(text.slice(0, text.indexOf(part)))
    return { begin, end: begin + Buffer.byteLength(part) }
  }
  const join = (ofSource: readonly string[], text: string, ofTarget: readonly string[]): string =>
    joinSentences(
      cut(
        source,
        ofSource.map((part) => at(source, part)),
      ),
      cut(
        text,
        ofTarget.map((part) => at(text, part)),
      ),
    ).text
  expect(join(['قال ', '<b>نعم</b>. ', 'وخرج'], 'qalnEm.wXrj', ['qal', 'nEm.', 'wXrj'])).toBe(target)
  expect(join(['قال', ' <b>نعم</b>.', ' وخرج'], target, ['qal', 'nEm.', 'wXrj'])).toBe(target)
  expect(join(['قال <b>ن', 'عم</b>. وخرج'], 'qal nEm. wXrj!', ['qal n', 'Em. wXrj'])).toBe('qal nEm. wXrj!')
  expect(isLeftOut({ source: '<b>نعم</b>.', target: '<b></b>' })).toBe(true)
  expect(isLeftOut({ source: '<b>…</b>', target: '' })).toBe(false)
})

describe('the same text is the same translation', () => {
  test('whatever stands beside it, in whatever order, with one worker and with two', async () => {
    const { root } = models()
    const [one, two] = [await open(root), await open(root, { concurrency: 2 })]
    const alone = new Map<string, string>()
    for (const text of SENTENCES) alone.set(text, (await texts(one, [text]))[0] ?? '')
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...SENTENCES), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        async (some, many) => {
          const expected = some.map((text) => alone.get(text))
          expect(await texts(many ? two : one, some)).toEqual(expected)
        },
      ),
      { numRuns: 30 },
    )
  })

  test('after a restart, and under every Node that is here', async () => {
    const { root } = models()
    const first = await texts(await open(root), SENTENCES)
    expect(await texts(await open(root), SENTENCES)).toEqual(first)
    const code = `
import { loadProvider } from ${JSON.stringify(join(process.cwd(), 'src/providers/load-provider.ts'))}
const provider = await loadProvider({ settings: { name: 'local', models: ${JSON.stringify(root)} }, environment: {} })
const request = { texts: ${JSON.stringify(SENTENCES)}, sourceLanguage: 'ar', targetLanguage: 'en', signal: new AbortController().signal }
console.log(JSON.stringify([process.versions.node, await provider.translate(request)]))
await provider.close()`
    // Another version, such as the oldest that is supported, is tried where it is named.
    for (const node of [process.execPath, ...(process.env.MUQABIL_TEST_NODE ?? '').split(':').filter(existsSync)]) {
      const { stdout } = await run(node, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', code])
      expect((JSON.parse(stdout) as readonly unknown[])[1]).toEqual(first)
    }
  })
})

describe('provenance', () => {
  test('names architecture, engine and files; another file is another variant', async () => {
    const { root } = models()
    const provider = await open(root)
    expect(provider.model).toBe('ar-en.tiny')
    expect(provider.variant).toMatch(
      /^bergamot:\d+\.\d+\.\d+ model:[0-9a-f]{12} shortlist:[0-9a-f]{12} vocabulary:[0-9a-f]{12}$/,
    )
    const other = temporaryProject({})
    installModel(other, makeModel({ ...SMALL, seed: 3 }))
    expect((await open(other)).variant).not.toBe(provider.variant)
  })

  test('the largest model of the pair translates, or the one that is named', () => {
    const { root } = models()
    installModel(root, makeModel({ ...SMALL, inner: 128 }), { architecture: 'base' })
    installModel(root, makeModel({ ...SMALL, inner: 192 }), { architecture: 'base', source: 'de' })
    const found = findModels(root)
    expect(found).toHaveLength(3)
    expect(chooseModel(found, 'ar-en')?.architecture).toBe('base')
    expect(chooseModel(found, 'ar-en', 'tiny')?.architecture).toBe('tiny')
    expect(
      chooseModel(found, 'ar-en', found.find(({ architecture }) => architecture === 'tiny')?.name)?.architecture,
    ).toBe('tiny')
    expect(chooseModel(found, 'ar-fr')).toBeUndefined()
  })

  test('the folder is the one that is set, else that of the platform for caches', () => {
    expect(modelsFolder({ environment: { MUQABIL_MODELS: 'a' }, root: '/p', folder: 'b' })).toBe('/p/b')
    expect(modelsFolder({ environment: { MUQABIL_MODELS: 'a' }, root: '/p' })).toBe('/p/a')
    if (process.platform === 'linux')
      expect(modelsFolder({ environment: { XDG_CACHE_HOME: '/c' }, root: '/p' })).toBe('/c/muqabil/models')
  })
})

describe('what is damaged', () => {
  const vocabulary = 'vocabulary.spm'
  test.each<readonly [string, (folder: string) => void, string]>([
    [
      'a model that is cut off',
      (folder) => truncateSync(join(folder, 'model.bin'), 50_000),
      'Unexpected file of 50,000 bytes, expected ',
    ],
    ['a model with more behind it', (folder) => appendFileSync(join(folder, 'model.bin'), 'x'), 'Unexpected file of'],
    ['a flipped bit', (folder) => flip(join(folder, 'model.bin'), 60_000), 'Unexpected SHA-256'],
    ['a vocabulary that is gone', (folder) => rmSync(join(folder, vocabulary)), 'Unexpected absence of this file'],
  ])('%s is said before anything is asked, with its file', async (_, damage, words) => {
    const { root, folder } = models()
    const provider = await open(root)
    damage(folder)
    const error = await notPrepared(provider)
    expect(error.code).toBe('model-damaged')
    expect(error.message).toContain(words)
    expect(error.message).toMatch(/^ar-en\.tiny\.[0-9a-f]{8}\/(?:model\.bin|vocabulary\.spm): /)
  })

  test.each([
    ['cut off', (bytes: Uint8Array) => bytes.subarray(0, bytes.length >> 1)],
    ['text', () => new TextEncoder().encode('<!doctype html> '.repeat(99))],
    ['empty', () => new Uint8Array()],
  ])('a model that is %s, with the hash that it has, traps, and that is an error of ours', async (_, change) => {
    const root = temporaryProject({})
    installModel(root, { ...smallModel(), model: change(smallModel().model) })
    const error = await notPrepared(await open(root))
    expect(error.code).toBe('model-damaged')
    expect(error.message).toContain('a model that the engine can load')
  })

  test('a folder whose list of files leads out of it, or is no list, is no model', () => {
    const { root, folder } = models()
    const manifest = readFileSync(join(folder, MANIFEST), 'utf8')
    writeFileSync(join(folder, MANIFEST), manifest.replace('model.bin', '../../etc/passwd'))
    expect(findModels(root)).toEqual([])
    writeFileSync(join(folder, MANIFEST), '{')
    expect(findModels(root)).toEqual([])
  })

  test('no model at all: the command that gets one', async () => {
    const provider = await open(temporaryProject({}))
    expect((await notPrepared(provider)).message).toContain(
      'run "muqabil model get ar-en" once. Nothing was sent. [model-missing]',
    )
    expect(await provider.check?.(never)).toMatchObject({ ready: false })
  })

  test('a model that is deleted while it is loaded goes on translating', async () => {
    const { root } = models()
    const provider = await open(root, { concurrency: 2 })
    await provider.prepare?.(never)
    rmSync(root, { recursive: true })
    const answers = await Promise.all(SENTENCES.map((text) => texts(provider, [text])))
    expect(answers.flat()).toHaveLength(SENTENCES.length)
  })
})

function flip(path: string, at: number): void {
  const bytes = readFileSync(path)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

describe('a worker', () => {
  test('that traps costs its own request alone', async () => {
    const provider = await open(models().root)
    expect(await ask(provider, ['<b>'])).toMatchObject({
      code: 'cut-off',
      action: 'split',
      billed: 'no',
      message: expect.stringContaining('tags'),
    })
    expect(await texts(provider, ['قهوة'])).toEqual(['qhwe'])
  })

  test('that traps again and again is started no more', async () => {
    const provider = await open(models().root)
    let last: unknown
    for (let time = 0; time < 13; time++) last = await ask(provider, ['<b>'])
    expect(last).toMatchObject({ code: 'crashed', action: 'stop' })
  })

  test('without enough memory is found out before anything is asked', async () => {
    const error = await notPrepared(await open(models().root, { memoryMegabytes: 64 }))
    expect(error.message).toMatch(/^Unexpected 64 MB of free memory, expected \d+ MB for the model and its engine/)
  })

  test('that is cut off is replaced', async () => {
    const provider = await open(models().root)
    await provider.prepare?.(never)
    const asker = new AbortController()
    const asked = ask(provider, ['كلمة طويلة جدا '.repeat(1_300)], { signal: asker.signal }).catch(() => 'cut off')
    setImmediate(() => asker.abort(new Error('interrupted')))
    expect(await asked).toBe('cut off')
    expect(await texts(provider, ['قهوة'])).toEqual(['qhwe'])
  })

  test.each([
    [{ cores: 8, free: 100_000, needed: 600 }, 8],
    [{ cores: 8, free: 1_900, needed: 600 }, 3],
    [{ cores: 8, free: 300, needed: 600 }, 1],
    [{ cores: 1, free: 8_000, needed: 600 }, 1],
  ])('%o: %i of them', (machine, count) => expect(fitWorkers(machine)).toBe(count))
})
