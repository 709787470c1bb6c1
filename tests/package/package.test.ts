/** What users install: the packed JavaScript, its types, and the entries that run in a browser. */
import { execFile } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { build as bundle } from 'vite'
import { describe, expect, test } from 'vitest'
import * as library from '../../src/index.ts'
import { editionJsonSchema } from '../../src/edition/data/json-schema.ts'
import { configJsonSchema } from '../../src/project/config-json-schema.ts'
import { launchChromium } from '../browser.ts'
import { installModel } from '../providers/local/small-model.ts'
import { bareEnvironment, muqabil, temporaryProject } from '../temporary-project.ts'

const run = promisify(execFile)

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

test('the package works where it is installed, offline, on its packed JavaScript, with its types', async () => {
  const root = temporaryProject({ 'package.json': '{"name":"x","private":true,"type":"module"}' })
  const env = bareEnvironment({ npm_config_update_notifier: 'false' })
  const npm = async (args: readonly string[], cwd: string): Promise<string> =>
    (await run('npm', [...args], { cwd, env, shell: process.platform === 'win32', maxBuffer: 2 ** 26 })).stdout
  await npm(['pack', '--pack-destination', root, '--silent'], resolve('.'))
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  lockAsHere(root, `muqabil-${version}.tgz`)
  await npm(['ci', '--offline', '--no-audit', '--no-fund'], root)
  expect(existsSync(join(root, 'node_modules/muqabil/src'))).toBe(false)
  await npm(['exec', '--offline', '--', 'muqabil', 'init'], root)
  const { $schema } = JSON.parse(readFileSync(join(root, 'muqabil.config.json'), 'utf8')) as { $schema: string }
  expect(JSON.parse(readFileSync(join(root, $schema), 'utf8'))).toEqual(configJsonSchema())
  const data = readFileSync(join(root, $schema, '../edition.schema.json'), 'utf8')
  expect(JSON.parse(data)).toEqual(editionJsonSchema())
  mkdirSync(join(root, 'input'), { recursive: true })
  copyFileSync('input/moscow-washington-syria.txt', join(root, 'input/a.txt'))
  expect(await npm(['exec', '--offline', '--', 'muqabil', 'build', '--provider', 'pseudo'], root)).toContain('29 rows')
  expect(readFileSync(join(root, 'output/a.html'), 'utf8')).toContain('data-state="pseudo"')
  // The checkout writes the same bytes: it has nothing to change, record, edition and manifest alike.
  const state = (): readonly string[] =>
    ['translations/a.txt.en.xlf', 'output/a.html', 'output/a.md', 'output/index.html', 'output/.muqabil.json'].map(
      (path) => readFileSync(join(root, path), 'utf8'),
    )
  const packed = state()
  rmSync(join(root, 'output'), { recursive: true })
  expect((await muqabil(root, ['build', '--provider', 'pseudo'])).status).toBe(0)
  expect(state()).toEqual(packed)
  // A site's script is a file of its own, which the compiler does not know.
  writeFileSync(join(root, 'site.json'), '{"layout":"site","provider":"pseudo","fonts":"system","formats":["html"]}')
  await npm(['exec', '--offline', '--', 'muqabil', 'build', '--config', 'site.json'], root)
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
      '--skipLibCheck',
      '--types',
      'node',
      '--typeRoots',
      resolve('node_modules/@types'),
      'use.ts',
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

interface Lock {
  readonly lockfileVersion: number
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly version?: string }>>
}

/**
 * An empty folder that wants the tarball, with our own lock of what it depends on: npm's cache holds
 * after `npm ci` the tarballs of just these versions, and not what the registry says of others.
 */
function lockAsHere(root: string, tarball: string): void {
  const { lockfileVersion, packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock
  const { '': own, ...others } = packages
  const manifest = { name: 'x', private: true, type: 'module', dependencies: { muqabil: `file:${tarball}` } }
  const wanted = Object.fromEntries(Object.entries(others).filter(([, each]) => each.dev !== true))
  const { devDependencies: _dev, ...published } = { devDependencies: {}, ...own }
  writeFileSync(join(root, 'package.json'), JSON.stringify(manifest))
  writeFileSync(
    join(root, 'package-lock.json'),
    JSON.stringify({
      name: 'x',
      lockfileVersion,
      requires: true,
      packages: { '': manifest, 'node_modules/muqabil': { ...published, resolved: `file:${tarball}` }, ...wanted },
    }),
  )
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
