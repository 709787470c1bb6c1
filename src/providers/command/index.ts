/** A program of the user's own, asked in JSON lines. */
import { basename } from 'node:path'
import { MuqabilError, ProviderFault } from '../../errors.ts'
import { sha256Hex } from '../../text/hash.ts'
import { withoutSecrets } from '../faults.ts'
import { list, record } from '../http.ts'
import { ownSettings } from '../own-settings.ts'
import { Pool } from '../pool.ts'
import type { Provider, TranslateRequest } from '../provider.ts'
import type { ProviderContext } from '../provider-context.ts'
import { readinessOf } from '../readiness.ts'
import { settings as shape } from './about.ts'
import { answeredFault, programFault } from './faults.ts'
import { CONCURRENCY, LIMITS, MOST_NOTES, START_SECONDS, TIMEOUT_SECONDS } from './limits.ts'
import { Program } from './program.ts'

/**
 * A question is a line `{"id":"7","texts":["قهوة"],"source":"ar","target":"en"}`, its answer
 * `{"id":"7","translations":["coffee"]}` or `{"id":"7","error":{"code":"text","message":"…"}}`.
 * The first question has no texts: its answer says that the program is ready. One program is asked
 * one question at a time; `concurrency` programs run.
 *
 * @throws {MuqabilError} `setting-missing` without a command.
 * @see docs/providers.md for the protocol as its authors read it.
 */
export function create(context: ProviderContext): Provider {
  const { settings, environment, root, languages, note } = context
  const { command, variant, markup = 'placeholders', startSeconds = START_SECONDS } = ownSettings(shape, settings)
  if (command === undefined) {
    const expected = 'a program and its arguments, such as ["my-engine", "--ar-en"]'
    throw new MuqabilError('setting-missing', { provider: 'command', setting: 'command', expected })
  }
  const { source = 'ar', target = 'en' } = languages ?? {}
  let [count, notes] = [0, 0]
  const onNote = (line: string): void => {
    if (notes++ < MOST_NOTES) note?.(withoutSecrets(line))
    else if (notes === MOST_NOTES + 1) note?.('… (it writes more to standard error, which is not shown)')
  }
  /** One question and its answer. */
  const exchange = (program: Program, texts: readonly string[], languages: Languages): Promise<Exchanged> => {
    const id = String(++count)
    return program.ask(JSON.stringify({ id, texts, ...languages })).then((line) => readAnswer(line, id))
  }
  /** Killed when it does not answer in time, or not well. */
  const start = async (): Promise<Program> => {
    const program = new Program({ command, cwd: root, environment, onNote })
    const late = setTimeout(
      () => program.kill(programFault('cannot be started', `no answer to the first line in ${startSeconds} seconds`)),
      startSeconds * 1000,
    )
    try {
      const { error } = await exchange(program, [], { source, target })
      if (error !== undefined) throw answeredFault(error)
      return program
    } catch (error) {
      program.kill()
      throw error
    } finally {
      clearTimeout(late)
    }
  }
  const pool = new Pool({ size: settings.concurrency ?? CONCURRENCY, start, fault: programFault })
  return {
    name: 'command',
    ...(settings.model === undefined ? {} : { model: settings.model }),
    variant: variant ?? nameOf(command),
    limits: LIMITS,
    markup,
    concurrency: CONCURRENCY,
    timeoutSeconds: TIMEOUT_SECONDS,
    startSeconds,
    repeatable: true,
    async prepare(signal) {
      try {
        await pool.use(signal, () => Promise.resolve())
      } catch (error) {
        if (!(error instanceof ProviderFault)) throw error
        throw new MuqabilError(
          'command-failed',
          { command: command[0] ?? '', problem: error.message },
          {},
          { cause: error },
        )
      }
    },
    check: (signal) =>
      readinessOf(async () => {
        await pool.use(signal, () => Promise.resolve())
        return 'it runs and answers'
      }),
    async translate({ texts, sourceLanguage, targetLanguage, signal }: TranslateRequest) {
      const answer = await pool.use(signal, (program) =>
        exchange(program, texts, { source: sourceLanguage, target: targetLanguage }),
      )
      if (answer.error !== undefined) throw answeredFault(answer.error)
      return answer.translations
    },
    close: () => pool.close(),
  }
}

interface Languages {
  readonly source: string
  readonly target: string
}

interface Exchanged {
  readonly translations: readonly string[]
  /** What the program says in place of them. */
  readonly error?: unknown
}

/** @throws {ProviderFault} `garbled` for everything that is no answer to this question. */
function readAnswer(line: string, id: string): Exchanged {
  let answer: Readonly<Record<string, unknown>>
  try {
    answer = record(JSON.parse(line))
  } catch (error) {
    throw Object.assign(programFault('wrote', `no JSON: ${line.slice(0, 120)}`), { cause: error })
  }
  if (String(answer.id) !== id)
    throw programFault('wrote', `an answer to ${JSON.stringify(answer.id) ?? 'nobody'}, asked ${id}`)
  if (answer.error !== undefined && answer.error !== null) return { translations: [], error: answer.error }
  const translations = list(answer.translations)
  if (!Array.isArray(answer.translations) || !translations.every((each) => typeof each === 'string'))
    throw programFault('wrote', 'no list of texts as "translations"')
  return { translations }
}

/** The program's name and a hash of all of the command: another command makes other answers, and arguments may be secret. */
function nameOf([program = '', ...args]: readonly string[]): string {
  const name = basename(program)
  return `${name}:${sha256Hex(JSON.stringify([name, ...args])).slice(0, 8)}`
}
