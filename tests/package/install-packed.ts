/** The packed program in an empty folder, as a user installs it, with no optional peer beside it. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { bareEnvironment } from '../temporary-project.ts'

const run = promisify(execFile)

export interface Installed {
  /** A module project, the program in its `node_modules`. */
  readonly root: string
  /** Path of the `.tgz` that `npm publish` would send. */
  readonly tarball: string
  /** Without any key, browser or model of this machine's own. */
  readonly environment: NodeJS.ProcessEnv
  readonly npm: (args: readonly string[]) => Promise<string>
  readonly remove: () => void
}

/** Packs and installs without a connection: once for a file of tests, since both take seconds. */
export async function installPacked(): Promise<Installed> {
  const root = mkdtempSync(join(tmpdir(), 'muqabil-packed-'))
  const environment = bareEnvironment({ npm_config_update_notifier: 'false' })
  const npmIn = async (cwd: string, args: readonly string[]): Promise<string> =>
    (await run('npm', [...args], { cwd, env: environment, shell: process.platform === 'win32', maxBuffer: 2 ** 26 }))
      .stdout
  await npmIn(resolve('.'), ['pack', '--pack-destination', root, '--silent'])
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string }
  const tarball = `muqabil-${version}.tgz`
  lockAsHere(root, tarball)
  await npmIn(root, ['ci', '--offline', '--no-audit', '--no-fund'])
  return {
    root,
    tarball: join(root, tarball),
    environment,
    npm: (args) => npmIn(root, args),
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 3 }),
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
