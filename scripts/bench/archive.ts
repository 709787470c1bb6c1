/** A build where nothing, or one paragraph, has changed since the last, beside reading and hashing the same files in the same run. */
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { makeText, PROVIDER } from './make-text.ts'
import { measured, type Usage } from './measure-process.ts'
import { median, type Row } from './rows.ts'

const RUNS = 5
const BOOK = 1_000_000
const ARTICLES = 2_000
/** In a large archive. */
const MANY_ARTICLES = 20_000
const ARTICLE = 10_000

const COMMAND = resolve('bin/muqabil.mjs')
const BUILD = [COMMAND, 'build']

/** The least that finds out whether anything has changed. */
const HASH = `
  import { createHash } from 'node:crypto'
  import { readdirSync, readFileSync, statSync } from 'node:fs'
  for (const folder of ['input', 'output', 'translations'])
    for (const name of readdirSync(folder, { recursive: true }))
      if (statSync(folder + '/' + name).isFile()) createHash('sha256').update(readFileSync(folder + '/' + name)).digest('hex')
`

export function benchArchive(tell: (rows: readonly Row[]) => void): void {
  tell(within({ 'book.md': makeText(1, BOOK) }, (root) => [...start(root), ...unchanged(root, 'a book of 1 MB')]))
  tell(within(articles(ARTICLES), (root) => [...unchanged(root, `${ARTICLES} articles`), ...changed(root)]))
}

/** The memory of a whole build of many more articles: ten minutes. */
export function benchLargeArchive(tell: (rows: readonly Row[]) => void): void {
  tell(within(articles(MANY_ARTICLES), (root) => unchanged(root, `${MANY_ARTICLES} articles`)))
}

function articles(count: number): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${index}.md`, makeText(index, ARTICLE)]))
}

/** A project of these sources, gone afterwards. */
function within(sources: Readonly<Record<string, string>>, measure: (root: string) => readonly Row[]): readonly Row[] {
  const root = mkdtempSync(join(tmpdir(), 'muqabil-archive-'))
  try {
    mkdirSync(join(root, 'input'))
    for (const [name, source] of Object.entries(sources)) writeFileSync(join(root, 'input', name), source)
    writeFileSync(join(root, 'provider.mjs'), PROVIDER)
    writeFileSync(join(root, 'muqabil.config.json'), '{"provider":"./provider.mjs"}')
    writeFileSync(join(root, 'hash.mjs'), HASH)
    return measure(root)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

const cpu = (root: string, args: readonly string[]): number =>
  median(Array.from({ length: RUNS }, () => measured(root, args).cpu))

function start(root: string): readonly Row[] {
  return [['start of --version: CPU', cpu(root, [COMMAND, '--version']) / cpu(root, ['-e', '0']), '× bare Node']]
}

function unchanged(root: string, what: string): readonly Row[] {
  const first = measured(root, BUILD)
  return [
    [`${what}, first build: memory`, first.megabytes, 'MB'],
    [`${what}, nothing changed: CPU`, cpu(root, BUILD) / cpu(root, ['hash.mjs']), '× reading and hashing all files'],
  ]
}

/** @param root Built. */
function changed(root: string): readonly Row[] {
  const nothing = cpu(root, BUILD)
  const runs = Array.from({ length: 2 }, (_, index): Usage => {
    appendFileSync(join(root, 'input/7.md'), `\nفقرة جديدة رقم ${index} هنا.\n`)
    return measured(root, BUILD)
  })
  const note = JSON.parse(readFileSync(join(root, '.muqabil/last-build.json'), 'utf8')) as {
    readonly account: { readonly segments: number }
  } // as the program wrote it
  return [
    ['one paragraph changed: CPU', median(runs.map((run) => run.cpu)) / nothing, '× nothing changed'],
    ['one paragraph changed: CPU', median(runs.map((run) => run.cpu)) / note.account.segments, 'ms a segment of all'],
    ['one paragraph changed: memory', median(runs.map(({ megabytes }) => megabytes)), 'MB'],
  ]
}
