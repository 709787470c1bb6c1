/** The same input, record and configuration give the same bytes on every machine. */
import { execFile, spawnSync } from 'node:child_process'
import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { bareEnvironment, temporaryProject } from '../temporary-project.ts'

/** Names that collations order in other ways than code points, sentences that several documents share. */
const FILES = {
  'input/ب.txt': 'عنوان\n\nالجملة المشتركة هنا. وأخرى في ٣ مارس ٢٠٢٤.\n\nاترك تعليقاً\n',
  'input/أ.md': '# عنوان **قوي**\n\nالجملة المشتركة هنا.\n\n| أ | ب |\n| - | - |\n| نعم | لا |\n| نعم | نعم |\n',
  'input/Z/a.txt': 'الجملة المشتركة هنا.\n\nنص -5% و 12,5.\n',
  'input/a/É.txt': 'نص آخر، ١٢٣.\n',
  'input/a/z.txt': 'نص آخر، ١٢٣.\n\nسطر.\n',
  'input/a-b.md': 'نص آخر، ١٢٣.\n',
  // The later a request, the sooner its answer; and an answer tells what was asked together.
  'p.mjs': `let count = 0
    export default { name: 'p', model: 'm', limits: { characters: 60, elements: 2 }, translate: async ({ texts }) => {
      await new Promise((done) => setTimeout(done, Math.max(0, 60 - 9 * count++)))
      const together = [...texts.join()].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 9973, 7)
      return texts.map((_, index) => 'Sentence ' + together + ' of its request, number ' + index)
    } }`,
  'muqabil.config.json':
    '{ "provider": { "name": "./p.mjs", "concurrency": 6 }, "formats": ["html", "markdown", "interleaved"], "fonts": "embed" }',
  // Another order of every folder, a clock that goes back, other random numbers.
  'other-machine.mjs': `import fs from 'node:fs'
    import { syncBuiltinESMExports } from 'node:module'
    const list = fs.readdirSync
    fs.readdirSync = (...args) => list(...args).reverse()
    let [now, random] = [Date.parse('2031-05-05'), 0.9]
    Date.now = () => (now -= 3_600_000)
    Math.random = () => (random = random > 0.1 ? random - 0.07 : 0.99)
    syncBuiltinESMExports()`,
}

const MACHINES: Readonly<
  Record<
    string,
    { readonly umask: string; readonly environment: Readonly<Record<string, string>>; readonly prefix?: string }
  >
> = {
  here: { umask: '022', environment: {} },
  'Riyadh, in Arabic': {
    umask: '077',
    environment: { TZ: 'Asia/Riyadh', LC_ALL: 'ar_SA.UTF-8', LANG: 'ar_SA.UTF-8', LANGUAGE: 'ar' },
  },
  'Lima, in C': { umask: '002', environment: { TZ: 'America/Lima', LC_ALL: 'C', LANG: 'C' } },
  'another order, another clock': { umask: '022', environment: { NODE_OPTIONS: '--import ./other-machine.mjs' } },
  'one processor, files that came in another order': { umask: '027', environment: { LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Apia' }, prefix: hasTaskset() ? 'taskset -c 0' : '' }, // prettier-ignore
}

/** Holds a process to one processor; Linux alone has it. */
function hasTaskset(): boolean {
  return process.platform === 'linux' && spawnSync('taskset', ['-c', '0', 'true']).status === 0
}

/** Every file of records and editions with its bytes. */
function written(root: string): Readonly<Record<string, string>> {
  const files = ['output', 'translations'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  )
  return Object.fromEntries(
    files
      .filter((name) => statSync(join(root, name)).isFile())
      .toSorted()
      .map((name) => [name, readFileSync(join(root, name), 'utf8')]),
  )
}

async function buildOn(machine: keyof typeof MACHINES, root: string): Promise<string> {
  const { umask = '', environment = {}, prefix = '' } = MACHINES[machine] ?? {}
  const command = `umask ${umask}; exec ${prefix} "${process.execPath}" "${resolve('bin/muqabil.mjs')}" build`
  return (await promisify(execFile)('sh', ['-c', command], { cwd: root, env: bareEnvironment(environment) })).stdout
}

test('on five machines the same bytes, and on each of them a second build of another machine changes nothing', async () => {
  const names = Object.keys(MACHINES)
  // Where a file system lists in the order of making, that order differs too.
  const roots = names.map((_, index) =>
    temporaryProject(index % 2 === 0 ? Object.fromEntries(Object.entries(FILES).toReversed()) : FILES),
  )
  const results: Readonly<Record<string, string>>[] = []
  for (const [index, name] of names.entries()) {
    const root = roots[index] ?? ''
    expect(await buildOn(name, root)).toMatch(/^6 documents, /)
    results.push(written(root))
  }
  const [here, ...others] = results
  expect(Object.keys(here ?? {})).toHaveLength(6 * 4 + 2)
  for (const [index, other] of others.entries()) expect(other, names[index + 1]).toEqual(here)
  const [last = '', root = ''] = [names.at(-1), roots[0]]
  rmSync(join(root, '.muqabil/last-build.json')) // else nothing would be drawn again
  expect(await buildOn(last, root)).toContain(' 0 characters sent')
  expect(written(root)).toEqual(here)
})
