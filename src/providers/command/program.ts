/** One running program: a line in, a line out. */
import { spawn, type ChildProcess } from 'node:child_process'
import process from 'node:process'
import { StringDecoder } from 'node:string_decoder'
import type { Environment } from '../about.ts'
import { MOST_LINE } from './limits.ts'
import { programFault } from './faults.ts'

export interface ProgramOptions {
  readonly command: readonly string[]
  /** Where it is started. */
  readonly cwd: string | undefined
  readonly environment: Environment
  /** A line of its standard error. */
  readonly onNote: (line: string) => void
}

/** What it wrote to standard error last is quoted when it ends. */
const TAIL = 240
const LONGEST_NOTE = 500
/** After a pipe is closed the process may still be about to end: that is the better thing to say. */
const GRACE_MILLISECONDS = 250
const CLOSE_MILLISECONDS = 1_000
const OWN_GROUP = process.platform !== 'win32'

interface Asked {
  readonly done: (line: string) => void
  readonly fail: (error: unknown) => void
}

/** All that run, so that none outlives this process. */
const running = new Set<Program>()
process.once('exit', () => {
  for (const program of running) program.kill()
})

/**
 * A process with its three pipes, from its start to its end.
 *
 * It breaks when it ends, when a pipe is closed, when it writes without being asked, and when a
 * line grows beyond all bounds; a broken one is killed, and every further question is refused with
 * the reason. Bytes that are no UTF-8 become U+FFFD, which no translation may hold.
 */
export class Program {
  readonly #child: ChildProcess
  readonly #options: ProgramOptions
  #asked: Asked | undefined
  #fault: Error | undefined
  /** It has answered once. */
  #isReady = false
  #parts: string[] = []
  #length = 0
  #tail = ''
  #note = ''

  constructor(options: ProgramOptions) {
    const [file = '', ...args] = options.command
    this.#options = options
    // In a group of its own: the terminal's Ctrl-C finishes what is under way, and the program's own children end with it.
    this.#child = spawn(file, args, {
      cwd: options.cwd,
      env: options.environment,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: OWN_GROUP,
      windowsHide: true,
    })
    running.add(this)
    this.#listen()
  }

  /** It ended or broke the protocol, and is of no use any more. */
  get isBroken(): boolean {
    return this.#fault !== undefined
  }

  /** The next line it writes. Only one is asked at a time. @throws {ProviderFault} when it ends first, or what it writes is no line. */
  ask(line: string): Promise<string> {
    return new Promise((done, fail) => {
      if (this.#fault !== undefined) return fail(this.#fault)
      this.#asked = { done, fail }
      this.#child.stdin?.write(`${line}\n`)
    })
  }

  /** At once, with whatever it has started. */
  kill(fault: Error = programFault('ended', 'killed')): void {
    this.#break(fault)
    if (this.#isRunning) this.#killGroup()
  }

  /** Its input ends, and so should it. Resolves when it is gone. */
  async close(): Promise<void> {
    if (!this.#isRunning) return
    const gone = new Promise<void>((done) => this.#child.once('exit', () => done()))
    this.#child.stdin?.end()
    const timer = setTimeout(() => this.kill(), CLOSE_MILLISECONDS)
    await gone
    clearTimeout(timer)
  }

  get #isRunning(): boolean {
    const { pid, exitCode, signalCode } = this.#child
    return pid !== undefined && exitCode === null && signalCode === null
  }

  #killGroup(): void {
    const { pid } = this.#child
    try {
      if (OWN_GROUP && pid !== undefined) process.kill(-pid, 'SIGKILL')
      else this.#child.kill('SIGKILL')
    } catch {
      // All of it is gone already.
    }
  }

  #listen(): void {
    const { stdin, stdout, stderr } = this.#child
    const decoder = new StringDecoder('utf8')
    stdout?.on('data', (chunk: Buffer) => this.#read(decoder.write(chunk)))
    const notes = new StringDecoder('utf8')
    stderr?.on('data', (chunk: Buffer) => this.#readNotes(notes.write(chunk)))
    stdin?.on('error', () => this.#lose('it closed its input'))
    stdout?.on('error', () => this.#lose('its output broke'))
    stdout?.on('end', () => this.#lose('it closed its output'))
    this.#child.on('error', (error: NodeJS.ErrnoException) => {
      running.delete(this)
      this.#break(programFault('cannot be started', WORDS[error.code ?? ''] ?? error.code ?? error.message))
    })
    this.#child.on('exit', (code, signal) => {
      running.delete(this)
      this.#killGroup() // what it has started and left
      const how = signal === null ? `with status ${code}` : `by ${signal}`
      // What it wrote last may still be in the pipes.
      const end = (): void => {
        const tail = this.#tail.trim()
        const detail = tail === '' ? how : `${how}: ${tail}`
        this.#break(programFault(this.#isReady ? 'ended' : 'did not start', detail))
      }
      const timer = setTimeout(end, GRACE_MILLISECONDS)
      this.#child.once('close', () => {
        clearTimeout(timer)
        end()
      })
    })
  }

  /** The first reason counts; whoever waits is told. */
  #break(fault: Error): void {
    this.#fault ??= fault
    if (this.#note !== '') this.#tell()
    const asked = this.#asked
    this.#asked = undefined
    asked?.fail(this.#fault)
  }

  /** A pipe is gone. Most often the process is about to go too, and its status says more. */
  #lose(words: string): void {
    setTimeout(() => {
      if (!this.isBroken) this.kill(programFault('wrote', words))
    }, GRACE_MILLISECONDS).unref()
  }

  /** Looks for line ends in what is new alone: a long line costs no more than its length. */
  #read(text: string): void {
    let rest = text
    for (let end = rest.indexOf('\n'); end >= 0 && !this.isBroken; end = rest.indexOf('\n')) {
      this.#line(this.#parts.join('') + rest.slice(0, end))
      this.#parts = []
      this.#length = 0
      rest = rest.slice(end + 1)
    }
    if (this.isBroken || rest === '') return
    this.#parts.push(rest)
    this.#length += rest.length
    if (this.#length > MOST_LINE) this.kill(programFault('wrote', `a line of over ${MOST_LINE} characters`))
  }

  #line(line: string): void {
    if (line.trim() === '') return
    const asked = this.#asked
    if (asked === undefined) return this.kill(programFault('wrote', `before it was asked: ${line.slice(0, TAIL)}`))
    this.#asked = undefined
    this.#isReady = true
    asked.done(line)
  }

  #readNotes(text: string): void {
    this.#tail = (this.#tail + text).slice(-TAIL)
    const lines = (this.#note + text).split('\n')
    this.#note = lines.pop() ?? ''
    for (const line of lines) this.#tell(line)
    if (this.#note.length > LONGEST_NOTE) this.#tell()
  }

  #tell(line = this.#note): void {
    if (line === this.#note) this.#note = ''
    const shown = line.trim().slice(0, LONGEST_NOTE)
    if (shown !== '') this.#options.onNote(shown)
  }
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such program',
  EACCES: 'it may not be run',
  ENOEXEC: 'it is no program',
  EPERM: 'it may not be run',
}
