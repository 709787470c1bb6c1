/** A project in a folder of its own, and the command run in it as a user runs it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { onTestFinished } from 'vitest'
import { builtIns } from '../src/providers/registry.ts'

const COMMAND = resolve('bin/muqabil.mjs')

/**
 * Files by path; the folder goes when the test is over. Pages use the reader's own fonts unless the
 * configuration says otherwise: a subset of our own takes longer than all else in a small build, and
 * the tests of the edition and of the sample look at it.
 */
export function temporaryProject(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = mkdtempSync(join(tmpdir(), 'muqabil-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    const isConfig = path.endsWith('muqabil.config.json') && typeof content === 'string'
    writeFileSync(join(root, path), isConfig ? withSystemFonts(content) : content)
  }
  return root
}

function withSystemFonts(config: string): string {
  try {
    const { fonts, ...rest } = JSON.parse(config) as Readonly<Record<string, unknown>>
    return fonts === undefined && Object.keys(rest).length > 0
      ? config.replace(/\}\s*$/, ',"fonts":"system"}\n')
      : config
  } catch {
    return config
  }
}

export interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Without any key and any model of the machine's own. */
export function bareEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const own = new Set([
    'FORCE_COLOR',
    'GITHUB_ACTIONS',
    'GITHUB_STEP_SUMMARY',
    'GOOGLE_CLOUD_PROJECT',
    'LIBRETRANSLATE_API_KEY',
    ...builtIns.flatMap(({ about }) => about.variables),
  ])
  const rest = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.has(name)))
  return { ...rest, NO_COLOR: '1', CI: 'true', MUQABIL_MODELS: '/nonexistent/models', ...extra }
}

export function startMuqabil(
  root: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  return spawn(process.execPath, [COMMAND, ...args], {
    cwd: root,
    env: bareEnvironment(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

export async function muqabil(
  root: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const child = startMuqabil(root, args, environment)
  let [stdout, stderr] = ['', '']
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk))
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk))
  const status = await new Promise<number | null>((done) => child.on('close', done))
  return { status, stdout, stderr }
}
