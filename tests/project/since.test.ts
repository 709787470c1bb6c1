/** A build of what changed since a revision: real repositories. */
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { build } from '../../src/project/build.ts'
import { commitAll, repositoryIn } from '../git.ts'
import { runHere as muqabil } from '../run-here.ts'
import { temporaryProject } from '../temporary-project.ts'

const FILES = {
  'input/a.txt': 'النص الأول هنا.\n',
  'input/ب/قهوة.txt': 'النص الثاني هنا.\n',
  'input/c.txt': 'النص الثالث هنا.\n',
  'muqabil.config.json': '{"provider":"pseudo","formats":["html","markdown"]}',
  '.gitignore': '.muqabil/\n',
}

async function built(root: string, since: string): Promise<readonly string[]> {
  const files: string[] = []
  const onEvent = (event: { readonly event: string; readonly file?: string }): void => {
    if (event.event === 'document') files.push(event.file ?? '')
  }
  await build({ cwd: root, since, onEvent })
  return files
}

test('only documents whose source or record changed are built, and of settings all', async () => {
  const root = temporaryProject(FILES)
  await build({ cwd: root })
  const git = repositoryIn(root)
  const write = (path: string, text: string): void => writeFileSync(join(root, path), text)
  expect(await built(root, 'HEAD')).toEqual([])
  write('input/ب/قهوة.txt', 'النص الثاني هنا، وقد تغير.\n')
  write('input/new.txt', 'نص جديد.\n')
  expect(await built(root, 'HEAD')).toEqual(['input/new.txt', 'input/ب/قهوة.txt'])
  const first = git('rev-parse', 'HEAD').trim()
  commitAll(git, 'second')
  expect(await built(root, 'HEAD')).toEqual([])
  expect(await built(root, first)).toEqual(['input/new.txt', 'input/ب/قهوة.txt'])
  const record = 'translations/c.txt.en.xlf'
  write(record, readFileSync(join(root, record), 'utf8').replace('</target>', ' So.</target>'))
  expect(await built(root, 'HEAD')).toEqual(['input/c.txt'])
  expect(readFileSync(join(root, 'output/c.md'), 'utf8')).toContain('So.')
  write('muqabil.config.json', FILES['muqabil.config.json'].replace('{', '{"arabic":"left",'))
  expect(await built(root, 'HEAD')).toHaveLength(4)
})

test('a source behind a link is built when what it leads to has changed', async () => {
  const root = temporaryProject({ ...FILES, 'texts/d.txt': 'النص الرابع هنا.\n' })
  symlinkSync('../texts', join(root, 'input/more'))
  await build({ cwd: root })
  repositoryIn(root)
  expect(await built(root, 'HEAD')).toEqual([])
  writeFileSync(join(root, 'texts/d.txt'), 'النص الرابع هنا، وقد تغير.\n')
  expect(await built(root, 'HEAD')).toEqual(['input/more/d.txt'])
})

test('editions of a source that is gone go, all stand in the index, and a whole build afterwards is one', async () => {
  const root = temporaryProject(FILES)
  await build({ cwd: root })
  repositoryIn(root)
  rmSync(join(root, 'input/a.txt'))
  expect(await built(root, 'HEAD')).toEqual([])
  expect(existsSync(join(root, 'output/a.html'))).toBe(false)
  const index = readFileSync(join(root, 'output/index.html'), 'utf8')
  expect(index).not.toContain('a.html')
  expect(index).toContain('c.html')
  rmSync(join(root, 'output/c.html'))
  const ran = await muqabil(root, ['build', '--since', 'HEAD'])
  expect(ran.status).toBe(0)
  await build({ cwd: root })
  expect(existsSync(join(root, 'output/c.html'))).toBe(true)
  expect((await muqabil(root, ['build', '--since', 'nowhere'])).stderr).toContain('[revision-unknown]')
})

test('a document whose editions have another name or layout, since others came, is built as well', async () => {
  const root = temporaryProject(FILES)
  await build({ cwd: root })
  repositoryIn(root)
  writeFileSync(join(root, 'input/c.md'), 'نص آخر.\n') // c.txt has been output/c.html
  expect((await built(root, 'HEAD')).toSorted()).toEqual(['input/c.md', 'input/c.txt'])
  const pages = ['c.html', 'c.md.html', 'c.txt.html'].filter((page) => existsSync(join(root, 'output', page)))
  expect(pages).toEqual(['c.md.html', 'c.txt.html'])
  for (let at = 0; at < 50; at++) writeFileSync(join(root, `input/n${at}.txt`), `نص ${at}.\n`)
  expect(await built(root, 'HEAD')).toHaveLength(54)
})
