/** What users install: the packed JavaScript, its types, and the entries that run in a browser. */
import { execFile } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join, relative, resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { publint } from 'publint'
import { build as bundle } from 'vite'
import { beforeAll, describe, expect, test } from 'vitest'
import { folderSize } from '../../scripts/folder-size.ts'
import * as library from '../../src/index.ts'
import { editionJsonSchema } from '../../src/edition/data/json-schema.ts'
import { configJsonSchema } from '../../src/project/config-json-schema.ts'
import { appBundle } from '../../src/project/review/app-bundle.ts'
import { launchChromium } from '../browser.ts'
import { readGuides } from '../docs/read-guides.ts'
import { installModel } from '../providers/local/small-model.ts'
import { muqabil, temporaryProject } from '../temporary-project.ts'
import { installPacked, type Installed } from './install-packed.ts'

const run = promisify(execFile)

interface Manifest {
  readonly version: string
  readonly exports: Readonly<Record<string, unknown>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly peerDependencies: Readonly<Record<string, string>>
}

/** Paths of all files below a folder, in order, with slashes. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .toSorted()
}

test('the exported names are the contract', () => {
  expect(Object.keys(library).toSorted()).toEqual([
    'MuqabilError',
    'ProviderFault',
    'build',
    'check',
    'createPacer',
    'defineConfig',
    'defineProvider',
    'migrate',
    'normalizeKey',
    'parseXliff',
    'plan',
    'rehypeBitext',
    'serializeXliff',
    'splitSentences',
  ])
})

let installed: Installed
beforeAll(async () => {
  installed = await installPacked()
  return installed.remove
}, 180_000)

/** What `npm run build` makes of no file of the same name. */
const MADE = ['muqabil.schema.json', 'edition.schema.json', 'review/app.js', 'review/app.css']
/** A package that is imported, statically or not: every line of what the compiler writes has one at most. */
const IMPORT = /(?:\bfrom |^import |\bimport\()['"]((?:@[\w.-]+\/)?[a-z][\w./:-]*)['"]\)?;?/gm
/** Loaded by a checkout alone, each with its reason. */
const CHECKOUT_ONLY = { vite: 'bundles the app, which is in the package already' }
/** Types that come from a package of another name. */
const TYPES = { hast: '@types/hast', mdast: '@types/mdast' }
const packageOf = (from: string): string => from.split('/', from.startsWith('@') ? 2 : 1).join('/')
const PEERS = ['pg', 'pg-boss', 'playwright-core', '@aws-sdk/client-translate']

describe('what is published', () => {
  test('publint and are-the-types-wrong find nothing', async () => {
    const { buffer, byteOffset, byteLength } = readFileSync(installed.tarball)
    const tarball = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer // Node's pool is no shared one
    expect((await publint({ pack: { tarball }, strict: true })).messages).toEqual([])
    // Of modules alone: Node reads them by `require` too, and what is older than `exports` cannot read them at all.
    const attw = join(import.meta.resolve('@arethetypeswrong/cli/package.json'), '../dist/index.js')
    const found = await run(process.execPath, [fileURLToPath(attw), installed.tarball, '--profile', 'esm-only']).then(
      () => '',
      (error: unknown) => (error as { readonly stdout: string }).stdout, // it ends with 1, and what it found is printed
    )
    expect(found).toBe('')
  })

  test('the program, its types, its guides, and nothing else', () => {
    const packed = join(installed.root, 'node_modules/muqabil')
    const files = filesBelow(packed)
    const [dist, others] = [
      files.filter((file) => file.startsWith('dist/')),
      files.filter((file) => !file.startsWith('dist/')),
    ]
    const guides = readdirSync('docs').filter((name) => name.endsWith('.md'))
    expect(others).toEqual(
      [
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'bin/muqabil.mjs',
        ...guides.map((name) => `docs/${name}`),
        'package.json',
      ].toSorted(),
    )
    const names = dist.map((file) => file.slice('dist/'.length)).filter((name) => !MADE.includes(name))
    const sources = new Set(filesBelow('src').map((name) => name.replace(/\.(?:ts|tsx|js)$/, '')))
    expect(names.filter((name) => !sources.has(name.replace(/\.(?:d\.ts|js)$/, '')))).toEqual([])
    expect(names.filter((name) => !/\.(?:d\.ts|js)$/.test(name))).toEqual([])
  })

  test('what it imports is installed with it, or is an optional peer', () => {
    const { dependencies, peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest
    const dist = join(installed.root, 'node_modules/muqabil/dist')
    const files = filesBelow(dist).filter((name) => /\.(?:d\.ts|js)$/.test(name) && !MADE.includes(name))
    const imports = files.flatMap((name) =>
      [...readFileSync(join(dist, name), 'utf8').matchAll(IMPORT)].map(([, from = '']) => ({ name, from })),
    )
    expect(imports.length).toBeGreaterThan(100)
    const known = { ...dependencies, ...peerDependencies, ...CHECKOUT_ONLY, ...TYPES, muqabil: 'itself' }
    expect(imports.filter(({ from }) => !isBuiltin(from) && !(packageOf(from) in known))).toEqual([])
  })

  test('the faces come with their licence', () => {
    for (const face of ['amiri', 'literata']) {
      const licence = readFileSync(join(installed.root, `node_modules/@fontsource/${face}/LICENSE`), 'utf8')
      expect(licence).toMatch(/^Copyright [^]*SIL OPEN FONT LICENSE Version 1\.1/)
    }
  })

  test('an install is at most 100 MB, and the README says how much', () => {
    const megabytes = folderSize(join(installed.root, 'node_modules')) / 1e6
    expect(megabytes).toBeLessThan(100)
    const [, stated] = /An install takes (\d+) MB/.exec(readFileSync('README.md', 'utf8')) ?? []
    // Other platforms, and later versions of what it depends on, weigh a little more or less.
    expect(Math.abs(Number(stated) - megabytes)).toBeLessThan(5)
  })
})

describe('without the optional peers', () => {
  test('none of them is installed, and every entry and every command can be loaded', async () => {
    const { root, environment } = installed
    for (const name of PEERS) expect(existsSync(join(root, 'node_modules', name))).toBe(false)
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest
    expect(Object.keys(manifest.peerDependencies)).toEqual(expect.arrayContaining(PEERS))
    const entries = Object.keys(manifest.exports).map((entry) => entry.replace(/^\./, 'muqabil'))
    const code = entries.map(
      (entry) => `await import('${entry}'${entry.endsWith('.json') ? ", { with: { type: 'json' } }" : ''})`,
    )
    await run(process.execPath, ['--input-type=module', '--eval', code.join('\n')], { cwd: root, env: environment })
    const command = join(root, 'node_modules/muqabil/bin/muqabil.mjs')
    const said = async (arg: string): Promise<string> =>
      (await run(process.execPath, [command, arg], { cwd: root, env: environment })).stdout
    expect(await said('--version')).toBe(`${manifest.version}\n`)
    expect(await said('--help')).toContain('muqabil init')
  })

  test.each([
    ['format "pdf"', '{"formats":["pdf"]}', ['--provider', 'pseudo'], 'playwright-core'],
    ['a memory in PostgreSQL', '{"memory":"postgres://nobody@127.0.0.1:1/x"}', ['--provider', 'pseudo'], 'pg'],
    ['provider "amazon"', '{"provider":{"name":"amazon","region":"eu-west-1"}}', [], '@aws-sdk/client-translate'],
  ])('%s says what to install', async (_, config, flags, name) => {
    const root = temporaryProject({ 'input/a.md': '# قهوة\n', 'muqabil.config.json': config })
    const command = join(installed.root, 'node_modules/muqabil/bin/muqabil.mjs')
    const ran = run(process.execPath, [command, 'build', ...flags], { cwd: root, env: installed.environment })
    await expect(ran).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(new RegExp(`npm install (?:--save-dev )?${name}`)) as string,
    })
  })
})

test('the package works where it is installed, offline, on its packed JavaScript, with its types', async () => {
  const { root, npm, environment: env } = installed
  expect(existsSync(join(root, 'node_modules/muqabil/src'))).toBe(false)
  await npm(['exec', '--offline', '--', 'muqabil', 'init'])
  const { $schema } = JSON.parse(readFileSync(join(root, 'muqabil.config.json'), 'utf8')) as { $schema: string }
  expect(JSON.parse(readFileSync(join(root, $schema), 'utf8'))).toEqual(configJsonSchema())
  const data = readFileSync(join(root, $schema, '../edition.schema.json'), 'utf8')
  expect(JSON.parse(data)).toEqual(editionJsonSchema())
  const { script, style } = await appBundle()
  const packed = (name: string): string => readFileSync(join(root, 'node_modules/muqabil/dist/review', name), 'utf8')
  expect([packed('app.js') === script, packed('app.css') === style]).toEqual([true, true])
  mkdirSync(join(root, 'input'), { recursive: true })
  copyFileSync('input/moscow-washington-syria.txt', join(root, 'input/a.txt'))
  expect(await npm(['exec', '--offline', '--', 'muqabil', 'build', '--provider', 'pseudo'])).toContain('29 rows')
  expect(readFileSync(join(root, 'output/a.html'), 'utf8')).toContain('data-state="pseudo"')
  // The checkout writes the same bytes: it has nothing to change, record, edition and manifest alike.
  const state = (): readonly string[] =>
    ['translations/a.txt.en.xlf', 'output/a.html', 'output/a.md', 'output/index.html', 'output/.muqabil.json'].map(
      (path) => readFileSync(join(root, path), 'utf8'),
    )
  const asPacked = state()
  rmSync(join(root, 'output'), { recursive: true })
  expect((await muqabil(root, ['build', '--provider', 'pseudo'])).status).toBe(0)
  expect(state()).toEqual(asPacked)
  // A site's script is a file of its own, which the compiler does not know.
  writeFileSync(join(root, 'site.json'), '{"layout":"site","provider":"pseudo","fonts":"system","formats":["html"]}')
  await npm(['exec', '--offline', '--', 'muqabil', 'build', '--config', 'site.json'])
  const assets = readdirSync(join(root, 'output/assets')).filter((name) => /^search-[0-9a-f]{16}\.js$/.test(name))
  expect(assets.map((name) => readFileSync(join(root, 'output/assets', name), 'utf8'))).toEqual([
    readFileSync('src/edition/site/search.js', 'utf8'),
  ])
  await translatesHere(root, env)
  writeFileSync(
    join(root, 'use.ts'),
    `
import { splitSentences, build, plan, check, parseXliff, serializeXliff, defineProvider, defineConfig, createPacer, MuqabilError, type Account } from 'muqabil'
import { rehypeBitext } from 'muqabil/unified'
import { normalizeKey } from 'muqabil/segment'
import { parseXliff as again } from 'muqabil/xliff'
const sentences: string[] = splitSentences('قال نعم. وخرج.')
const provider = defineProvider({ name: 'x', limits: { characters: 1, elements: 1 }, translate: async ({ texts }) => texts })
const account: Account = await build({ offline: true, config: defineConfig({ fonts: 'system' }) })
await createPacer({ charactersPerMinute: 1000 }).take({ characters: 1, requests: 1 })
console.log(JSON.stringify([sentences.length, normalizeKey('أ'), account.units, provider.name, typeof plan, typeof check, typeof rehypeBitext, parseXliff === again, typeof serializeXliff, new MuqabilError('input-missing', {}).code]))
`,
  )
  // What the README and the guides show in TypeScript, as it stands there.
  const shown = readGuides().flatMap(({ blocks }) => blocks.filter(({ language }) => language === 'ts'))
  const examples = shown.map((_, index) => `example-${index}.ts`)
  for (const [index, { text }] of shown.entries()) writeFileSync(join(root, `example-${index}.ts`), text)
  expect(examples.length).toBeGreaterThanOrEqual(3)
  await run(
    process.execPath,
    [
      resolve('node_modules/typescript/bin/tsc'),
      '--noEmit',
      '--ignoreConfig',
      '--module',
      'nodenext',
      '--strict',
      '--target',
      'es2024',
      '--types',
      'node',
      '--typeRoots',
      resolve('node_modules/@types'),
      'use.ts',
      ...examples,
    ],
    { cwd: root },
  )
  const { stdout } = await run(process.execPath, ['use.ts'], { cwd: root, env })
  expect(JSON.parse(stdout)).toEqual([
    2,
    'ا',
    29,
    'x',
    'function',
    'function',
    'function',
    true,
    'function',
    'input-missing',
  ])
})

/**
 * The packed engine and its worker: the same words as from the sources, under this Node and those that
 * MUQABIL_TEST_NODE names, such as the oldest that is supported.
 */
async function translatesHere(root: string, env: NodeJS.ProcessEnv): Promise<void> {
  const models = temporaryProject({})
  installModel(models)
  const command = join(root, 'node_modules/muqabil/bin/muqabil.mjs')
  for (const node of [process.execPath, ...(process.env.MUQABIL_TEST_NODE ?? '').split(':').filter(existsSync)]) {
    const project = temporaryProject({
      'input/a.md': '# قَهْوَةٌ\n\nقال: «نعم **بالتأكيد**» في Node.js ٣٤.\n',
      'muqabil.config.json': '{"formats":["markdown"]}',
    })
    const built = await run(node, [command, 'build'], { cwd: project, env: { ...env, MUQABIL_MODELS: models } })
    expect(built.stderr).toContain('Translating with local (ar-en.tiny)')
    const page = readFileSync(join(project, 'output/a.md'), 'utf8')
    for (const words of ['# qahowaeO', 'qal: "nEm **baltAkyd**" fy Node.js 34.']) expect(page).toContain(words)
  }
}

describe('in a browser', () => {
  test('three entries are free of node: modules and run in Chromium', async () => {
    const root = temporaryProject({
      'main.ts': `
import { rehypeBitext } from '${resolve('src/entries/unified.ts')}'
import { splitSentences, normalizeKey } from '${resolve('src/entries/segment.ts')}'
import { parseXliff, serializeXliff } from '${resolve('src/entries/xliff.ts')}'
import { unified } from '${resolve('node_modules/unified/index.js')}'
import remarkParse from '${resolve('node_modules/remark-parse/index.js')}'
import remarkRehype from '${resolve('node_modules/remark-rehype/index.js')}'
import rehypeStringify from '${resolve('node_modules/rehype-stringify/index.js')}'
const page = await unified().use(remarkParse).use(remarkRehype).use(rehypeBitext, { recall: (source) => (source === 'قهوة' ? 'Coffee' : undefined) }).use(rehypeStringify).process('# قهوة')
const xliff = '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="ar"><file id="f"><unit id="u"><segment><source>قهوة</source></segment></unit></file></xliff>'
globalThis.result = [String(page).includes('>Coffee<'), splitSentences('قال د. أحمد. وخرج.').length, normalizeKey('إيف'), parseXliff(serializeXliff(parseXliff(xliff))).files.length]
`,
    })
    const output = await bundle({
      root,
      logLevel: 'error',
      configFile: false,
      build: {
        write: false,
        minify: false,
        target: 'es2022',
        lib: { entry: join(root, 'main.ts'), formats: ['es'] },
        rollupOptions: { external: /^node:/ },
      },
    })
    const [first] = Array.isArray(output) ? output : [output]
    const code = first && 'output' in first ? first.output[0].code : ''
    expect(code.match(/^(?:import|export)[^*\n]*["']node:.*$/gm)).toBeNull()
    const browser = await launchChromium()
    try {
      const page = await browser.newPage()
      await page.goto('about:blank')
      await page.addScriptTag({ type: 'module', content: code })
      await page.waitForFunction(() => 'result' in globalThis)
      expect(await page.evaluate(() => Reflect.get(globalThis, 'result'))).toEqual([true, 2, 'ايف', 1])
    } finally {
      await browser.close()
    }
  })
})
