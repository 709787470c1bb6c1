/** Bundles the browser's part of the app; in a checkout, and for the package. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compareCodePoints } from '../../text/collate.ts'
import type { AppBundle } from './app-bundle.ts'

/**
 * @param folder Of the app's sources. What was made of the same ones is taken from `node_modules/.cache`.
 * @returns The same bytes for the same sources and bundler.
 */
export async function makeBundle(folder: string): Promise<AppBundle> {
  const { version } = await import('vite')
  const cache = join(rootOf(folder), 'node_modules/.cache/muqabil-app', `${fingerprint(folder, version)}.json`)
  if (existsSync(cache)) return JSON.parse(readFileSync(cache, 'utf8')) as AppBundle // written below
  const bundle = await bundled(folder)
  mkdirSync(dirname(cache), { recursive: true })
  writeFileSync(cache, JSON.stringify(bundle))
  return bundle
}

async function bundled(folder: string): Promise<AppBundle> {
  const { build } = await import('vite')
  const built = await build({
    configFile: false,
    envDir: false,
    root: folder,
    logLevel: 'warn',
    mode: 'production',
    publicDir: false,
    // Whatever the environment says: the names of files on this machine would be in it otherwise.
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: ['chrome120', 'firefox128', 'safari17.4'],
      modulePreload: false,
      cssCodeSplit: false,
      rolldownOptions: {
        input: join(folder, 'main.tsx'),
        output: { format: 'iife', codeSplitting: false, entryFileNames: 'app.js', assetFileNames: 'app[extname]' },
      },
    },
  })
  const [result] = [built].flat()
  if (!result || !('output' in result)) throw new Error('a bundle that goes on being made')
  const chunk = result.output.find((one) => one.type === 'chunk')
  const style = result.output.find((one) => one.type === 'asset' && one.fileName === 'app.css')
  if (chunk?.type !== 'chunk' || style?.type !== 'asset') throw new Error('a bundle without script or style')
  const script = licencesOf(chunk.moduleIds) + chunk.code
  return { script: insideHtml(script), style: insideHtml(String(style.source)) }
}

/** The licences of the packages that are in it go along with it, as they ask. */
function licencesOf(modules: readonly string[]): string {
  const folders = modules.flatMap((module) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(module)?.[0] ?? [])
  return [...new Set(folders)]
    .toSorted(compareCodePoints)
    .map((folder) => {
      const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Named // every package's
      const file = readdirSync(folder).find((one) => /^licen[cs]e(?:\.\w+)?$/i.test(one))
      if (file === undefined) throw new Error(`no licence of ${name}`)
      const text = readFileSync(join(folder, file), 'utf8').trim().replaceAll('\r\n', '\n').replaceAll('*/', '* /')
      return `/*!\n${name} ${version}\n\n${text}\n*/\n`
    })
    .join('')
}

interface Named {
  readonly name: string
  readonly version: string
}

/** Fit to stand inside of a page: nothing in it ends the element or begins a comment. */
function insideHtml(text: string): string {
  return text.replaceAll(/<(?=\/(?:script|style)|!--)/gi, '\\x3C')
}

/** Of all sources that may come into the bundle, what the packages are, and how it is made. */
function fingerprint(folder: string, version: string): string {
  const root = rootOf(folder)
  const hash = createHash('sha256').update(version)
  const files = [
    join(root, 'package-lock.json'),
    join(root, 'src/project/review/make-bundle.ts'),
    ...['src/review', 'src/text', 'src/bitext'].flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(?:tsx?|css)$/.test(file))
        .toSorted()
        .map((file) => join(root, room, file)),
    ),
  ]
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

/** The project's folder, of 'src/review/app' in it. */
function rootOf(folder: string): string {
  return join(folder, '../../..')
}
