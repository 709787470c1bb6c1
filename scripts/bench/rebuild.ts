/** Everything drawn again from records that know every translation, beside a bare chain of the same texts in the same run. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { makeText, PROVIDER } from './make-text.ts'
import { measured, type Usage } from './measure-process.ts'
import { median, type Row } from './rows.ts'

const RUNS = 3
const BOOK = 1_000_000
const ARTICLES = 2_000
const ARTICLE = 2_000

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
  tell(rebuilt('a book of 1 MB', { 'book.md': makeText(1, BOOK) }))
  const articles = Array.from({ length: ARTICLES }, (_, index) => [`${index}.md`, makeText(index, ARTICLE)] as const)
  tell(rebuilt(`${ARTICLES} articles of 2 KB`, Object.fromEntries(articles)))
}

function rebuilt(what: string, sources: Readonly<Record<string, string>>): readonly Row[] {
  const root = mkdtempSync(join(tmpdir(), 'muqabil-rebuild-'))
  try {
    mkdirSync(join(root, 'input'))
    for (const [name, source] of Object.entries(sources)) writeFileSync(join(root, 'input', name), source)
    writeFileSync(join(root, 'provider.mjs'), PROVIDER)
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
