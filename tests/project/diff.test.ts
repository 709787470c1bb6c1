/** What a change of the sources means: against real git repositories. */
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { build } from '../../src/project/build.ts'
import { diff } from '../../src/project/diff.ts'
import type { Diff, RowChange, StaleWork } from '../../src/project/events.ts'
import { plan } from '../../src/project/plan.ts'
import { commitAll, gitIn, repositoryIn, type Git } from '../git.ts'
import { NOBODY, throughOrdinaryUser } from '../ordinary-user.ts'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'

const PROVIDER = `export default { name: 'mine', limits: { characters: 5000, elements: 3 }, price: { perMillion: 20, currency: 'EUR' },
  translate: async ({ texts }) => texts.map((text) => 'Sentence of ' + text.length + ' letters, ' + [...text].reduce((sum, each) => sum + each.codePointAt(0), 0) + '.') }`
const ROWS = [
  'عنوان النص',
  'شَرِبَ الرجل القهوة في السوق القديم. ثم عاد إلى البيت سنة ١٩٩٠ مع Node.js.',
  'قرأت المرأة «كتاباً» جديداً في الحديقة.',
  'نام الولد مبكراً بعد العشاء.',
]
const text = (rows: readonly string[]): string => `${rows.join('\n\n')}\n`

interface Told {
  readonly diff: Diff
  readonly rows: readonly RowChange[]
  readonly stale: readonly StaleWork[]
}

async function told(cwd: string, revision?: string): Promise<Told> {
  const [rows, stale]: [RowChange[], StaleWork[]] = [[], []]
  const result = await diff({
    cwd,
    ...(revision === undefined ? {} : { revision }),
    onEvent: (event) => {
      if (event.event === 'row') rows.push(event)
      if (event.event === 'stale') stale.push(event)
    },
  })
  return { diff: result, rows, stale }
}

async function built(
  files: Readonly<Record<string, string>> = { 'input/a.txt': text(ROWS) },
): Promise<{ readonly root: string; readonly git: Git }> {
  const root = temporaryProject({
    'muqabil.config.json': '{"provider":"./mine.mjs","formats":["markdown"]}',
    'mine.mjs': PROVIDER,
    '.gitignore': '.muqabil/\noutput/\n',
    ...files,
  })
  await build({ cwd: root })
  return { root, git: repositoryIn(root) }
}

const changes = (rows: readonly RowChange[]): readonly string[] =>
  rows.map(({ change, after, before }) => `${change}: ${(after ?? before ?? '').slice(0, 12)}`)
const write = (root: string, rows: readonly string[], path = 'input/a.txt'): void =>
  writeFileSync(join(root, path), text(rows))

test('nothing changed: nothing to say, nothing to send', async () => {
  const { root } = await built()
  expect(await told(root)).toMatchObject({
    rows: [],
    stale: [],
    diff: { documents: 0, segments: 0, characters: 0, cost: 0 },
  })
})

test('rows that are new, changed, moved and gone, with the figures of a plan; nothing is touched', async () => {
  const { root, git } = await built()
  const changed = ROWS[1]?.replace('القهوة', 'الشاي') ?? ''
  write(root, [ROWS[3] ?? '', ROWS[2] ?? '', changed, 'فقرة جديدة كل الجدة هنا.'])
  const before = {
    status: git('status', '--porcelain'),
    index: statSync(join(root, '.git/index')).mtimeMs,
    files: readdirSync(root).toSorted(),
  }
  const { diff: result, rows } = await told(root)
  expect(rows.map(({ change }) => change)).toEqual(['moved', 'changed', 'new', 'gone'])
  expect(rows[1]).toMatchObject({ file: 'input/a.txt', line: 5, before: ROWS[1], after: changed })
  expect(rows[1]?.words?.filter(({ kind }) => kind !== 'same')).toEqual([
    { kind: 'removed', text: 'القهوة ' },
    { kind: 'added', text: 'الشاي ' },
  ])
  const { event: _, refused: _refused, ...figures } = await plan({ cwd: root })
  expect(result).toMatchObject({ documents: 1, new: 1, changed: 1, moved: 1, gone: 1, ...figures })
  expect(result.segments).toBe(2)
  expect({
    index: statSync(join(root, '.git/index')).mtimeMs,
    status: git('status', '--porcelain'),
    files: readdirSync(root).toSorted(),
  }).toEqual(before)
})

test('what was missing before is not what the change costs', async () => {
  const { root, git } = await built()
  write(root, [...ROWS, 'فقرة بلا ترجمة بعد.'])
  commitAll(git, 'a row that nobody has translated')
  write(root, [...ROWS, 'فقرة بلا ترجمة بعد.', 'وفقرة أخرى بعدها.'])
  expect((await told(root)).diff).toMatchObject({ new: 1, segments: 1 })
  expect((await plan({ cwd: root })).segments).toBe(2)
})

test("a person's work that becomes stale or goes is told, with the word that changed", async () => {
  const { root, git } = await built()
  const record = join(root, 'translations/a.txt.en.xlf')
  writeFileSync(
    record,
    readFileSync(record, 'utf8')
      .replace(/<target>Sentence of 3\d[^<]*/, '<target>The man drank coffee.')
      .replace(/<target>Sentence of 28[^<]*/, '<target>The boy slept early.'),
  )
  await build({ cwd: root })
  commitAll(git, 'by a person')
  write(root, [ROWS[0] ?? '', ROWS[1]?.replace('القديم', 'الجديد') ?? '', ROWS[2] ?? ''])
  const { diff: result, rows, stale } = await told(root)
  expect(result).toMatchObject({ changed: 1, gone: 1, goneByPeople: 1, stale: 1, segments: 0 })
  expect(stale).toMatchObject([{ file: 'input/a.txt', line: 3, target: 'The man drank coffee.', state: 'translated' }])
  expect(stale[0]?.words.filter(({ kind }) => kind !== 'same').map(({ text: word }) => word.trim())).toEqual([
    'القديم.',
    'الجديد.',
  ])
  expect(rows.map(({ change, people }) => [change, people])).toEqual([
    ['changed', true],
    ['gone', true],
  ])
  // Once it is committed so it is no news any more.
  commitAll(git, 'stale')
  write(root, [...ROWS.slice(0, 1), ROWS[1]?.replace('القديم', 'الجديد') ?? '', ROWS[2] ?? '', 'فقرة أخيرة هنا.'])
  expect((await told(root)).diff).toMatchObject({ new: 1, stale: 0 })
})

test('documents: renamed with its rows, new, gone; between two revisions; rows that return are free', async () => {
  const { root, git } = await built({ 'input/أ/قهوة.txt': text(ROWS), 'input/b.txt': 'وثيقة ثانية قصيرة.\n' })
  renameSync(join(root, 'input/أ/قهوة.txt'), join(root, 'input/شاي.txt'))
  rmSync(join(root, 'input/b.txt'))
  write(root, ['وثيقة ثالثة تماماً.'], 'input/c.txt')
  const { diff: result, rows } = await told(root)
  expect(changes(rows)).toEqual(['new: وثيقة ثالثة ', 'gone: وثيقة ثانية '])
  expect(result).toMatchObject({ documents: 3, segments: 1 })
  await build({ cwd: root })
  const second = commitAll(git, 'second')
  git('mv', 'input/شاي.txt', 'input/أخير.txt')
  write(root, ['وثيقة ثانية قصيرة.'], 'input/b.txt')
  expect(await told(root, 'HEAD~1..HEAD')).toMatchObject({ rows, diff: { to: second, segments: 0 } })
  expect((await told(root, second)).diff).toMatchObject({ from: second, new: 1, segments: 0 })
})

test('line ends that git has written for Windows are no change', async () => {
  const { root, git } = await built()
  git('config', 'core.autocrlf', 'true')
  rmSync(join(root, 'input'), { recursive: true })
  git('checkout', '--', 'input')
  expect(readFileSync(join(root, 'input/a.txt'), 'utf8')).toContain('\r\n')
  expect(await told(root)).toMatchObject({ rows: [], diff: { documents: 0 } })
})

test('a source that cannot be read is refused by name, and the others are compared', async () => {
  const { root } = await built({ 'input/a.txt': text(ROWS), 'input/b.txt': 'وثيقة ثانية قصيرة.\n' })
  write(root, ROWS.slice(1))
  chmodSync(root, 0o755)
  chmodSync(join(root, 'input/b.txt'), 0)
  vi.stubEnv('HOME', root) // git looks for its own settings there
  onTestFinished(() => void vi.unstubAllEnvs())
  if (process.geteuid?.() === 0) for (const path of [root, join(root, '.git')]) chownSync(path, NOBODY, NOBODY)
  const { diff: result, rows } = await throughOrdinaryUser(() => told(root))
  expect(changes(rows)).toEqual(['gone: عنوان النص'])
  expect(result).toMatchObject({ refused: 1, documents: 1 })
})

test('three dots: what a branch changed, whatever came to the other one since', async () => {
  const { root, git } = await built()
  const base = git('rev-parse', 'HEAD').trim()
  git('checkout', '--quiet', '-b', 'branch')
  write(root, [...ROWS, 'فقرة للفرع وحده.'])
  commitAll(git, 'of the branch')
  git('checkout', '--quiet', 'main')
  write(root, ['فقرة للأصل وحده.', ...ROWS])
  commitAll(git, 'of main')
  for (const revision of ['main...branch', '...branch']) {
    const { diff: result, rows } = await told(root, revision)
    expect(changes(rows)).toEqual(['new: فقرة للفرع و'])
    expect(result.from).toBe(base)
  }
  git('checkout', '--quiet', '--orphan', 'alone')
  commitAll(git, 'of nothing')
  await expect(told(root, 'main...alone')).rejects.toMatchObject({ code: 'revision-unknown' })
})

test('a clone without the files of then says so', async () => {
  const { root, git } = await built()
  write(root, ROWS.slice(1))
  commitAll(git, 'second')
  git('config', 'uploadpack.allowFilter', 'true')
  const clone = temporaryProject({})
  gitIn(clone)('clone', '--quiet', '--filter=blob:none', `file://${root}`, '.')
  await expect(told(clone, 'HEAD~1')).rejects.toThrow('git fetch --refetch --no-filter')
})

test('a project in a folder of a repository; links and names in a tree lead nowhere', async () => {
  const root = temporaryProject({
    'كتب/input/a.txt': text(ROWS),
    'secret.txt': 'سر لا يقرأ.\n',
    'كتب/muqabil.config.json': '{"provider":"pseudo","formats":["markdown"]}',
  })
  mkdirSync(join(root, 'كتب/input/b'))
  symlinkSync('../../../secret.txt', join(root, 'كتب/input/b/link.txt'))
  const git = repositoryIn(root)
  rmSync(join(root, 'كتب/input/b/link.txt'))
  write(root, ROWS.slice(1), 'كتب/input/a.txt')
  const { rows } = await told(join(root, 'كتب'))
  expect(changes(rows)).toEqual(['gone: عنوان النص'])
  expect(git('status', '--porcelain')).toContain('a.txt')
})

test('sources behind links are what they were: nothing changed, and what changed is compared', async () => {
  const { root, git } = await built({ 'input/a.txt': text(ROWS), 'كتب/ب/b.txt': text(ROWS.slice(1)) })
  mkdirSync(join(root, 'input/sub'))
  symlinkSync('../a.txt', join(root, 'input/sub/c.txt'))
  symlinkSync('../كتب', join(root, 'input/d'))
  symlinkSync('../input/d/ب', join(root, 'input/e'))
  symlinkSync('.', join(root, 'input/circle'))
  symlinkSync('../../elsewhere', join(root, 'input/out'))
  await build({ cwd: root })
  commitAll(git, 'links')
  expect(await told(root)).toMatchObject({ rows: [], diff: { documents: 0 } })
  const [first = '', ...others] = ROWS.slice(1)
  write(root, [first.replace('القهوة', 'الشاي'), ...others], 'كتب/ب/b.txt')
  const { rows } = await told(root)
  expect(rows.map(({ file, change }) => `${file}: ${change}`)).toEqual([
    'input/d/ب/b.txt: changed',
    'input/e/b.txt: changed',
  ])
  expect((await told(root, 'HEAD..HEAD')).rows).toEqual([])
})

test('sources in a submodule are what its commit of then has; one that is not here is absent', async () => {
  const texts = temporaryProject({ 'b.txt': text(ROWS.slice(1)) })
  repositoryIn(texts)
  const { root, git } = await built()
  git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', texts, 'input/كتب')
  await build({ cwd: root })
  commitAll(git, 'a submodule')
  expect(await told(root)).toMatchObject({ rows: [], diff: { documents: 0 } })
  write(root, ROWS.slice(2), 'input/كتب/b.txt')
  commitAll(gitIn(join(root, 'input/كتب')), 'a row less')
  expect((await told(root)).rows).toMatchObject([{ change: 'gone', file: 'input/كتب/b.txt', before: ROWS[1] }])
  commitAll(git, 'the submodule as it is now')
  expect((await told(root, 'HEAD~1..HEAD')).rows).toMatchObject([{ change: 'gone', before: ROWS[1] }])
  git('submodule', '--quiet', 'deinit', '--all', '--force')
  rmSync(join(root, '.git/modules'), { recursive: true })
  expect(await told(root)).toMatchObject({ rows: [], diff: { documents: 0 } })
})

test('an input folder that is a link', async () => {
  const { root, git } = await built()
  renameSync(join(root, 'input'), join(root, 'texts'))
  symlinkSync('texts', join(root, 'input'))
  commitAll(git, 'a link')
  expect(await told(root)).toMatchObject({ rows: [], diff: { documents: 0 } })
})

test('in a hook of a worktree, where git names its repository and not the folder', async () => {
  const root = temporaryProject({
    'docs/input/a.txt': text(ROWS),
    'docs/muqabil.config.json': '{"provider":"pseudo","formats":["markdown"]}',
  })
  const git = repositoryIn(root)
  git('worktree', 'add', '--quiet', 'tree')
  const environment = { GIT_DIR: join(root, '.git/worktrees/tree') }
  const ran = await muqabil(join(root, 'tree/docs'), ['diff'], environment)
  expect(ran).toMatchObject({ status: 0, stdout: expect.stringContaining('No source has changed') as string })
})

describe('refuses', () => {
  test.each([
    ['HEAD~9', 'revision-unknown'],
    ['--output=stolen', 'revision-unknown'],
    ['HEAD..nowhere', 'revision-unknown'],
    ['main....HEAD', 'revision-unknown'],
    ['nowhere...HEAD', 'revision-unknown'],
    ['$(touch stolen)', 'revision-unknown'],
    ['', 'revision-unknown'],
  ])('revision %j: %s', async (revision, code) => {
    const root = temporaryProject({ 'input/a.txt': text(ROWS) })
    repositoryIn(root)
    await expect(told(root, revision)).rejects.toMatchObject({ code })
    expect(readdirSync(root).toSorted()).toEqual(['.git', 'input'])
  })

  test('a folder of no repository, and a machine without git', async () => {
    const root = temporaryProject({ 'input/a.txt': text(ROWS) })
    const environment = { GIT_CEILING_DIRECTORIES: join(root, '..') }
    const ran = await muqabil(root, ['diff'], environment)
    expect(ran).toMatchObject({ status: 2, stderr: expect.stringContaining('[git-repository]') as string })
    expect((await muqabil(root, ['diff'], { PATH: root })).stderr).toContain('[git-missing]')
  })
})
