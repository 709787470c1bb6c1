/** The command in a real terminal: a pseudo-terminal by script(1) of util-linux, which every Linux has. */
import { spawn, spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import process from 'node:process'
import { bareEnvironment } from './temporary-project.ts'

const COMMAND = resolve('bin/muqabil.mjs')

export interface TerminalOptions {
  readonly columns: number
  /** 24 by default. */
  readonly rows?: number
  /** `undefined` takes a variable away. */
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** Types what it returns whenever more output has come. */
  readonly type?: (output: string) => string | undefined
}

export interface InTerminal {
  readonly status: number | null
  /** Both streams as the terminal got them, control codes included. */
  readonly output: string
}

/** Runs muqabil as a user at a terminal does: a tty for all three streams, colours allowed, no CI. */
export async function muqabilInTerminal(
  root: string,
  args: readonly string[],
  { columns, rows = 24, environment = {}, type = () => undefined }: TerminalOptions,
): Promise<InTerminal> {
  if (spawnSync('script', ['--version']).status !== 0)
    throw new Error('No pseudo-terminal: script(1) of util-linux is needed; on Debian: apt-get install bsdutils')
  const quoted = [process.execPath, COMMAND, ...args].map((arg) => `'${arg.replaceAll("'", `'\\''`)}'`).join(' ')
  const { NO_COLOR: _colour, CI: _ci, ...rest } = bareEnvironment()
  const child = spawn('script', ['-qec', `stty cols ${columns} rows ${rows}; exec ${quoted}`, '/dev/null'], {
    cwd: root,
    env: { ...rest, TERM: 'xterm-256color', SHELL: '/bin/sh', ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk
    const keys = type(output)
    if (keys !== undefined) child.stdin.write(keys)
  })
  const status = await new Promise<number | null>((done) => child.on('close', done))
  return { status, output }
}

/** What stood in the line that is drawn again and again, draft by draft. */
export function drafts(output: string): readonly string[] {
  return output
    .split('\r\u001B[2K')
    .slice(1)
    .map((draft) => draft.split(/[\r\n]/)[0] ?? '')
    .filter((draft) => draft !== '')
}

/** Without control codes of colour and cursor. */
export function withoutCodes(text: string): string {
  return text.replaceAll(/\u001B\[[0-9;?]*[A-Za-z]/g, '')
}
