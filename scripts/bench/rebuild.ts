/** Everything drawn again from records that know every translation, beside a bare chain of the same texts in the same run. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { median, type Row } from './rows.ts'

const RUNS = 3
const BOOK = 1_000_000
const ARTICLES = 2_000
const ARTICLE = 2_000

const WORDS =
  'قال الرجل إلى البيت وعاد من المدينة الكبيرة قهوة ثم كتب رسالة طويلة عن النهر والجبل القديم حيث يعيش الناس في سلام منذ زمن بعيد وكان الأطفال يلعبون تحت الشجرة كل صباح قبل أن تشرق الشمس على القرية الصغيرة'.split(
    ' ',
  )

/** Words for words, so that each translation is a sentence of its own. */
const PROVIDER = `
  const words = 'the man went to house and returned from big city coffee then wrote long letter about river old mountain where people live in peace'.split(' ')
  const word = (arabic) => words[[...arabic].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % words.length]
  export default { name: 'own', translate: async ({ texts }) => texts.map((text) => text.replace(/[\\u0600-\\u06FF]+/g, word)) }
`

/** What a process took, when it ends. */
const USAGE = `
  import { writeFileSync } from 'node:fs'
  process.on('exit', () => writeFileSync(process.env.BENCH_USAGE, JSON.stringify(process.resourceUsage())))
`

const CHAIN = (modules: string): string => `
  import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
  import { unified } from '${modules}/unified/index.js'
  import remarkParse from '${modules}/remark-parse/index.js'
  import remarkRehype from '${modules}/remark-rehype/index.js'
  import rehypeStringify from '${modules}/rehype-stringify/index.js'
  const chain = unified().use(remarkParse).use(remarkRehype).use(rehypeStringify).freeze()
  mkdirSync('chain', { recursive: true })
  for (const name of readdirSync('input')) writeFileSync('chain/' + name + '.html', String(await chain.process(readFileSync('input/' + name, 'utf8'))))
`

export function benchRebuild(tell: (rows: readonly Row[]) => void): void {
  tell(rebuilt('a book of 1 MB', { 'book.md': text(1, BOOK) }))
  const articles = Array.from({ length: ARTICLES }, (_, index) => [`${index}.md`, text(index, ARTICLE)] as const)
  tell(rebuilt(`${ARTICLES} articles of 2 KB`, Object.fromEntries(articles)))
}

function rebuilt(what: string, sources: Readonly<Record<string, string>>): readonly Row[] {
  const root = mkdtempSync(join(tmpdir(), 'muqabil-rebuild-'))
  try {
    mkdirSync(join(root, 'input'))
    for (const [name, source] of Object.entries(sources)) writeFileSync(join(root, 'input', name), source)
    writeFileSync(join(root, 'provider.mjs'), PROVIDER)
    writeFileSync(join(root, 'usage.mjs'), USAGE)
    writeFileSync(join(root, 'muqabil.config.json'), '{"provider":"./provider.mjs"}')
    writeFileSync(join(root, 'chain.mjs'), CHAIN(resolve('node_modules')))
    const build = [resolve('bin/muqabil.mjs'), 'build']
    measured(root, build)
    const runs = Array.from({ length: RUNS }, () => {
      const chain = measured(root, ['chain.mjs'])
      for (const made of ['output', '.muqabil/last-build.json']) rmSync(join(root, made), { recursive: true })
      return { chain, build: measured(root, build) }
    })
    const ratio = (of: (usage: Usage) => number): number => median(runs.map((run) => of(run.build) / of(run.chain)))
    return [
      [`${what} drawn again: CPU`, ratio(({ cpu }) => cpu), '× a bare unified chain'],
      [`${what} drawn again: time`, ratio(({ wall }) => wall), '× a bare unified chain'],
      [`${what} drawn again: memory`, median(runs.map((run) => run.build.megabytes)), 'MB'],
    ]
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

interface Usage {
  readonly wall: number
  readonly cpu: number
  readonly megabytes: number
}

function measured(root: string, args: readonly string[]): Usage {
  const file = join(root, 'usage.json')
  const start = performance.now()
  execFileSync(process.execPath, ['--import', './usage.mjs', ...args], {
    cwd: root,
    stdio: 'ignore',
    env: { ...process.env, CI: 'true', BENCH_USAGE: file },
  })
  const wall = performance.now() - start
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(file, 'utf8')) as NodeJS.ResourceUsage // written above
  return { wall, cpu: (userCPUTime + systemCPUTime) / 1000, megabytes: (maxRSS * 1024) / 1e6 }
}

/** Chapters of paragraphs of two to six sentences, no two the same, with some markup and Latin words; the same for the same seed. */
function text(seed: number, bytes: number): string {
  const random = randomOf(seed)
  const parts = [`# كتاب الرحلة ${seed}`]
  let length = 0
  while (length < bytes) {
    const chapter = random(20) === 0 ? `## الفصل ${parts.length}: ${sentence(random)}` : undefined
    const paragraph = Array.from({ length: 2 + random(5) }, () => sentence(random)).join(' ')
    for (const part of [...(chapter === undefined ? [] : [chapter]), paragraph]) {
      parts.push(part)
      length += Buffer.byteLength(part) + 2
    }
  }
  return `${parts.join('\n\n')}\n`
}

type Random = (below: number) => number

function sentence(random: Random): string {
  const words = Array.from({ length: 8 + random(14) }, () => WORDS[random(WORDS.length)] ?? '')
  const now = words.map((word, place) => {
    if (place === 1 && random(15) === 0) return 'OpenAI GPT'
    if (place === 2 && random(8) === 0) return `**${word}**`
    if (place === 4 && random(12) === 0) return 'عام 2019'
    return place === 5 && random(20) === 0 ? `[${word}](https://example.com/x)` : word
  })
  return now.join(' ') + (random(7) === 0 ? '؟' : '.')
}

/** Tommy Ettinger's mulberry32: the same numbers in every run. */
function randomOf(seed: number): Random {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}
