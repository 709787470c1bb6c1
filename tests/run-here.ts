/**
 * The command in the test's own process: the same arguments, environment, folder, streams and exit status, without the
 * start of a process, which takes longer than most commands. For tests of what a command does; what a process is
 * (signals, a terminal, two at once, a kill) wants `muqabil`.
 */
import process from 'node:process'
import { run } from '../src/cli/program.ts'
import { showError } from '../src/cli/show-error.ts'
import { bareEnvironment, type Ran } from './temporary-project.ts'

/** A process has one folder and one environment: calls at once wait for each other. */
let turn: Promise<unknown> = Promise.resolve()

export async function runHere(
  root: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const ran = turn.then(async () => once(root, args, bareEnvironment(environment)))
  turn = ran.catch(() => undefined)
  return ran
}

async function once(root: string, args: readonly string[], environment: NodeJS.ProcessEnv): Promise<Ran> {
  const { env } = process
  const folder = process.cwd()
  const [stdout, stderr] = [capture(process.stdout), capture(process.stderr)]
  process.env = environment
  process.chdir(root)
  let status: number
  try {
    status = await run([process.execPath, 'muqabil', ...args])
  } catch (error) {
    status = showError(error, { verbose: args.includes('--verbose'), json: args.includes('--json') })
  } finally {
    process.chdir(folder)
    process.env = env
    stdout.release()
    stderr.release()
  }
  return { status, stdout: stdout.text(), stderr: stderr.text() }
}

interface Captured {
  readonly text: () => string
  readonly release: () => void
}

function capture(stream: NodeJS.WriteStream): Captured {
  const write = stream.write.bind(stream)
  const parts: string[] = []
  stream.write = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    parts.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())
    const done = rest.find((each) => typeof each === 'function')
    done?.()
    return true
  }
  return {
    text: () => parts.join(''),
    release: () => {
      stream.write = write
    },
  }
}
