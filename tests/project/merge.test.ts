/** Records and git: real repositories, with the merge driver and without it. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { describe, expect, test } from 'vitest'
import { build } from '../../src/project/build.ts'
import { installMerge, mergeFiles } from '../../src/project/merge.ts'
import { commitAll, repositoryIn, type Git } from '../git.ts'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'

const ROWS = [
  'عنوان النص',
  'شرب الرجل القهوة. ثم عاد إلى البيت.',
  'قرأت المرأة كتاباً جديداً.',
  'نام الولد مبكراً.',
  'انتهت القصة هنا.',
]
const text = (rows: readonly string[]): string => `${rows.join('\n\n')}\n`
const NAME = 'كتب لنا/قهوة.txt'

interface Repository {
  readonly root: string
  readonly git: Git
  readonly record: string
  /** Gives the n-th target of the record other words. */
  readonly correct: (n: number, words: string, state?: string) => void
  readonly source: (rows: readonly string[]) => Promise<void>
  /** @returns Git's exit status. */
  readonly merge: (branch: string) => number
  readonly targets: () => readonly string[]
}

async function repository(install = true): Promise<Repository> {
  const root = temporaryProject({
    [`input/${NAME}`]: text(ROWS),
    'muqabil.config.json': '{"provider":"pseudo","formats":["markdown"]}',
    '.gitignore': '.muqabil/\noutput/\n',
  })
  const record = join(root, `translations/${NAME}.en.xlf`)
  await build({ cwd: root })
  // From here on the words are a machine's, as if a service had been asked.
  writeFileSync(
    record,
    readFileSync(record, 'utf8')
      .replaceAll('<mda:meta type="origin">pseudo<', '<mda:meta type="origin">machine<')
      .replaceAll(' subState="muqabil:pseudo"', '')
      .replaceAll('state="initial"', 'state="translated"'),
  )
  const git = repositoryIn(root)
  if (install) {
    await installMerge(root)
    commitAll(git, 'attributes')
  }
  return {
    root,
    git,
    record,
    correct: (n, words, state = 'translated') => {
      let at = 0
      const changed = readFileSync(record, 'utf8').replaceAll(
        /(<segment id="s\d+") state="\w+"([^>]*>\s*<source>[^]*?<\/source>\s*<target>)([^]*?)<\/target>/g,
        (all, start: string, between: string) =>
          at++ === n ? `${start} state="${state}"${between}${words}</target>` : String(all),
      )
      writeFileSync(record, changed)
    },
    source: async (rows) => {
      writeFileSync(join(root, `input/${NAME}`), text(rows))
      await build({ cwd: root, offline: true })
    },
    merge: (branch) => {
      try {
        git('merge', '--quiet', '--no-edit', branch)
        return 0
      } catch (error) {
        return (error as { readonly status: number }).status
      }
    },
    targets: () =>
      [...readFileSync(record, 'utf8').matchAll(/<target>([^]*?)<\/target>/g)].map((match) => match[1] ?? ''),
  }
}

async function branches(each: Repository, ours: () => unknown, theirs: () => unknown): Promise<number> {
  each.git('checkout', '--quiet', '-b', 'theirs')
  await theirs()
  commitAll(each.git, 'theirs')
  each.git('checkout', '--quiet', 'main')
  await ours()
  commitAll(each.git, 'ours')
  return each.merge('theirs')
}

describe('by git alone', () => {
  test('two people on different rows merge, whatever the rows are', async () => {
    const each = await repository(false)
    const status = await branches(
      each,
      () => each.correct(0, 'Ours.'),
      () => each.correct(3, 'Theirs.', 'reviewed'),
    )
    expect(status).toBe(0)
    expect([each.targets()[0], each.targets()[3]]).toEqual(['Ours.', 'Theirs.'])
    expect((await muqabil(each.root, ['build', '--offline'])).stdout).toContain('2 by people')
  })
})

describe('by the driver', () => {
  test('sentences of one row, beside each other', async () => {
    const each = await repository()
    const status = await branches(
      each,
      () => each.correct(1, 'Ours.'),
      () => each.correct(2, 'Theirs.', 'final'),
    )
    expect(status).toBe(0)
    expect(each.targets().slice(1, 3)).toEqual(['Ours.', 'Theirs.'])
  })

  test('a change of the source and work on the row that it changes: the work is stale, and there', async () => {
    const each = await repository()
    const changed = ROWS.with(2, 'قرأت المرأة كتاباً قديماً.')
    const status = await branches(
      each,
      () => each.source(['مقدمة جديدة هنا.', ...changed]),
      () => each.correct(3, 'She read a new book.', 'reviewed'),
    )
    expect(status).toBe(0)
    await build({ cwd: each.root, offline: true })
    const record = readFileSync(each.record, 'utf8')
    expect(record).toMatch(
      /state="reviewed" subState="muqabil:stale">\s*<source>قرأت المرأة كتاباً قديماً\.<\/source>\s*<target>She read a new book\./,
    )
    expect(record).toContain('مقدمة جديدة هنا.')
  })

  test.each([
    ['split', [ROWS[0], 'شرب الرجل القهوة.', 'ثم عاد إلى البيت.', ...ROWS.slice(2)]],
    ['joined', [ROWS[0], `${ROWS[1]} ${ROWS[2]}`, ...ROWS.slice(3)]],
  ])(
    'a row %s on one side, and a sentence of it that moved corrected on the other: the correction stands',
    async (_, rows) => {
      for (const isOurs of [true, false]) {
        const each = await repository()
        const moved = rows.length > ROWS.length ? 2 : 3
        const move = async (): Promise<void> => each.source(rows.map(String))
        const correct = (): void => each.correct(moved, 'A person’s words.', 'final')
        expect(await branches(each, isOurs ? move : correct, isOurs ? correct : move)).toBe(0)
        await build({ cwd: each.root, offline: true })
        expect(each.targets()[moved]).toBe('A person’s words.')
        const record = readFileSync(each.record, 'utf8')
        expect(record).not.toContain('id="gone"')
        expect(record.match(/state="final"/g)).toHaveLength(1)
      }
    },
  )

  test("two people's words: git says so, both stand there, a build refuses, a choice settles it", async () => {
    const each = await repository()
    const status = await branches(
      each,
      () => (each.correct(1, 'Ours &amp; so.'), each.correct(0, 'Title')),
      () => (each.correct(1, 'Theirs.', 'final'), each.correct(4, 'He slept.')),
    )
    expect(status).toBe(1)
    expect(each.git('diff', '--name-only', '--diff-filter=U', '-z')).toContain('.xlf')
    const marked = readFileSync(each.record, 'utf8')
    expect(marked.match(/^(<<<<<<<|=======|>>>>>>>)/gm)).toHaveLength(3)
    expect(marked).toMatch(/^<{7} ours\n[^]*Ours &amp; so\.[^]*^={7}\n[^]*Theirs\.[^]*^>{7} theirs$/m)
    expect(await muqabil(each.root, ['build', '--offline'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('[record-conflict]') as string,
    })
    expect(readFileSync(each.record, 'utf8')).toBe(marked)
    writeFileSync(each.record, marked.replace(/<{7} ours\n[^]*?={7}\n([^]*?)>{7} theirs\n/, '$1'))
    expect((await muqabil(each.root, ['build', '--offline'])).status).toBe(0)
    expect(each.targets().filter((target) => ['Title', 'Theirs.', 'He slept.'].includes(target))).toHaveLength(3)
  })

  test('a record that both sides made, and a file that is none', async () => {
    const each = await repository()
    const second = join(each.root, 'translations/b.txt.en.xlf')
    const make = async (words: string): Promise<void> => {
      writeFileSync(join(each.root, 'input/b.txt'), 'نص جديد. وجملة أخرى.\n')
      await build({ cwd: each.root })
      writeFileSync(
        second,
        readFileSync(second, 'utf8')
          .replace(/<target>[^<]*/, `<target>${words}`)
          .replace('type="muqabil:heading-1"', 'type="muqabil:paragraph"'),
      )
    }
    expect(
      await branches(
        each,
        () => make('Ours.'),
        () => make('Theirs.'),
      ),
    ).toBe(1)
    expect(readFileSync(second, 'utf8')).toMatch(/Ours\.[^]*^={7}$[^]*Theirs\./m)
    const files = { base: 'translations/x.xlf', ours: 'translations/y.xlf', theirs: 'translations/z.xlf' }
    for (const [name, words] of [
      [files.base, 'a\nb\nc\n'],
      [files.ours, 'A\nb\nc\n'],
      [files.theirs, 'a\nb\nC\n'],
    ] as const)
      writeFileSync(join(each.root, name), words)
    const there = (name: string): string => join(each.root, name)
    const merged = mergeFiles({
      base: there(files.base),
      ours: there(files.ours),
      theirs: there(files.theirs),
      path: 'x.xlf',
    })
    expect(merged).toMatchObject({ conflicts: [], problem: { code: 'xml-syntax' } })
    expect(readFileSync(there(files.ours), 'utf8')).toBe('A\nb\nC\n')
  })
})

test('a clone that changes line ends has records and editions as a build writes them', async () => {
  const { root, git } = await repository()
  writeFileSync(join(root, '.gitignore'), '.muqabil/\n')
  await build({ cwd: root })
  commitAll(git, 'editions')
  const clone = join(root, 'clone')
  git('clone', '--quiet', '--config', 'core.autocrlf=true', root, clone)
  expect(readFileSync(join(clone, `input/${NAME}`), 'utf8')).toContain('\r\n')
  expect((await muqabil(clone, ['check'])).stdout).not.toContain('outdated')
})

describe('many branches', () => {
  test('each with work of its own on rows and source, merged one after the other: all of it is there', async () => {
    const each = await repository()
    const words = ['أول One.', 'Two &amp; 2.', 'Three.', 'Four.', 'Five.', 'Six.']
    for (const [index, word] of words.entries()) {
      each.git('checkout', '--quiet', '-b', `b${index}`, 'main')
      each.correct(index, word, index % 2 === 0 ? 'reviewed' : 'translated')
      if (index % 3 === 1)
        writeFileSync(
          join(each.root, `input/${NAME}`),
          text([...ROWS.slice(0, index), `فقرة جديدة رقم ${index}.`, ...ROWS.slice(index)]),
        )
      await build({ cwd: each.root, offline: true })
      commitAll(each.git, `b${index}`)
    }
    each.git('checkout', '--quiet', 'main')
    for (const index of words.keys()) expect(each.merge(`b${index}`)).toBe(0)
    await build({ cwd: each.root, offline: true })
    expect(each.targets().filter((target) => words.includes(target))).toEqual(words)
  })
})

describe('setting it up', () => {
  test('is the command, in this clone, from a path with spaces and quotes; the line is there once', async () => {
    const root = temporaryProject({ "it's mine/input/a.txt": 'نص.\n' })
    const folder = join(root, "it's mine")
    const git = repositoryIn(folder)
    const first = await muqabil(folder, ['merge', '--install'])
    expect(first).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringContaining('Commit .gitattributes') as string,
    })
    expect((await muqabil(folder, ['merge', '--install'])).stdout).not.toContain('Commit')
    expect(readFileSync(join(folder, '.gitattributes'), 'utf8')).toMatch(/^translations\/\*\*\/\*\.xlf merge=muqabil\n/)
    expect(git('config', '--local', 'merge.muqabil.driver')).toContain(
      `'${process.execPath}' '${resolve('bin/muqabil.mjs')}' merge %O %A %B %P ||`,
    )
    expect(readdirSync(folder).toSorted()).toEqual(['.git', '.gitattributes', 'input'])
  })

  test('whose program has gone since loses nobody’s work: lines are merged, and marks stand where both changed one', async () => {
    const each = await repository()
    const driver = each.git('config', '--local', 'merge.muqabil.driver').trim()
    each.git('config', '--local', 'merge.muqabil.driver', driver.replace('bin/muqabil.mjs', 'bin/gone.mjs'))
    const status = await branches(
      each,
      () => each.correct(0, 'Ours.'),
      () => each.correct(4, 'Theirs.'),
    )
    expect([status, each.targets()[0], each.targets()[4]]).toEqual([0, 'Ours.', 'Theirs.'])
    each.git('checkout', '--quiet', '-B', 'theirs')
    each.correct(0, 'Another.')
    commitAll(each.git, 'another')
    each.git('checkout', '--quiet', 'main')
    each.correct(0, 'A third.')
    commitAll(each.git, 'third')
    expect(each.merge('theirs')).toBe(1)
    expect(readFileSync(each.record, 'utf8')).toMatch(
      /<<<<<<< ours\n.*A third\.[^]*=======\n.*Another\.[^]*>>>>>>> theirs/,
    )
  })

  test('needs a repository, and a merge three files', async () => {
    const root = temporaryProject({ 'a/b.txt': '' })
    expect((await muqabil(root, ['merge', '--install'], { GIT_CEILING_DIRECTORIES: dirname(root) })).stderr).toContain(
      '[git-repository]',
    )
    expect((await muqabil(root, ['merge', 'a/b.txt'])).stderr).toContain('[argument-missing]')
    mkdirSync(join(root, 'c'))
    expect((await muqabil(root, ['merge', 'a/b.txt', 'none', 'a/b.txt'])).stderr).toContain('[file-unreadable]')
  })
})
