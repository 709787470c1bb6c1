/** Builds as ratios to small scripts that do the least that could be done, in the same run. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { splitSentences } from '../../src/segment/split-sentences.ts'
import { median, type Row } from './rows.ts'

const RUNS = 5
const ARTICLES = 60

/** Median wall milliseconds of a whole process. */
function time(args: readonly string[], cwd: string): number {
  const runs = Array.from({ length: RUNS }, () => {
    const start = performance.now()
    const { status, stderr } = spawnSync(process.execPath, args, { cwd, env: { ...process.env, CI: 'true' } })
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr.toString()}`)
    return performance.now() - start
  })
  return median(runs)
}

export function benchBuilds(): readonly Row[] {
  const root = mkdtempSync(join(tmpdir(), 'muqabil-bench-'))
  try {
    mkdirSync(join(root, 'input'))
    const words = [
      'قال',
      'الرجل',
      'إلى',
      'البيت',
      'وعاد',
      'من',
      'المدينة',
      'الكبيرة',
      'قهوة',
      'ثم',
      'كتب',
      'رسالة',
      'طويلة',
      'عن',
      'النهر',
    ]
    for (let article = 0; article < ARTICLES; article++) {
      const paragraphs = Array.from(
        { length: 30 },
        (_, paragraph) =>
          Array.from(
            { length: 50 },
            (_word, index) => words[(index * 7 + paragraph * 3 + article) % words.length],
          ).join(' ') + ` ${article}-${paragraph}.`,
      )
      writeFileSync(
        join(root, `input/${String(article).padStart(3, '0')}.md`),
        `# مقالة ${article}\n\n${paragraphs.join('\n\n')}\n`,
      )
    }
    writeFileSync(join(root, 'muqabil.config.json'), '{"provider":"pseudo"}')
    const modules = resolve('node_modules')
    writeFileSync(
      join(root, 'chain.mjs'),
      `
  import { readdirSync, readFileSync, writeFileSync, mkdirSync } from 'node:fs'
  import { unified } from '${modules}/unified/index.js'
  import remarkParse from '${modules}/remark-parse/index.js'
  import remarkRehype from '${modules}/remark-rehype/index.js'
  import rehypeStringify from '${modules}/rehype-stringify/index.js'
  const chain = unified().use(remarkParse).use(remarkRehype).use(rehypeStringify).freeze()
  mkdirSync('chain', { recursive: true })
  for (const name of readdirSync('input')) writeFileSync('chain/' + name + '.html', String(await chain.process(readFileSync('input/' + name, 'utf8'))))
  `,
    )
    writeFileSync(
      join(root, 'hash.mjs'),
      `
  import { createHash } from 'node:crypto'
  import { readdirSync, readFileSync, statSync } from 'node:fs'
  for (const folder of ['input', 'output', 'translations']) for (const name of readdirSync(folder)) if (statSync(folder + '/' + name).isFile()) createHash('sha256').update(readFileSync(folder + '/' + name)).digest('hex')
  `,
    )
    const command = resolve('bin/muqabil.mjs')
    execFileSync(process.execPath, [command, 'build'], { cwd: root, stdio: 'ignore' })
    const [bare, chain, hash, version] = [
      time(['-e', '0'], root),
      time(['chain.mjs'], root),
      time(['hash.mjs'], root),
      time([command, '--version'], root),
    ]
    const unchanged = time([command, 'build'], root)
    const full = median(
      Array.from({ length: 3 }, () => {
        for (const folder of ['output', 'translations', '.muqabil'])
          rmSync(join(root, folder), { recursive: true, force: true })
        const start = performance.now()
        execFileSync(process.execPath, [command, 'build'], { cwd: root, stdio: 'ignore' })
        return performance.now() - start
      }),
    )
    const line = 'وقال د. أحمد إن الأمر واضح (عام 2019). وأضاف أن «المشروع الجديد» سيبدأ. هل هذا صحيح؟ '.repeat(20_000)
    splitSentences(line)
    const cuts = median(
      Array.from({ length: RUNS }, () => {
        const start = performance.now()
        splitSentences(line)
        return performance.now() - start
      }),
    )
    return [
      ['start of --version', version / bare, '× bare Node'],
      [`first build of ${ARTICLES} articles, fonts subset`, full / chain, '× a bare unified chain'],
      ['nothing changed', unchanged / chain, '× a bare unified chain'],
      ['nothing changed', unchanged / hash, '× hashing sources, records and outputs'],
      ['sentences', Buffer.byteLength(line) / 1e6 / (cuts / 1e3), 'MB/s'],
    ]
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}
