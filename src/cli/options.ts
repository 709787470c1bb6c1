/** Flags that several commands share. */
import { InvalidArgumentError, Option, type Command } from 'commander'
import type { ProjectOptions } from '../project/options.ts'
import { LOG_FORMATS, type LogFormat } from './log-reporter.ts'

export interface CommonFlags {
  readonly C?: string
  readonly config?: string
  readonly provider?: string
  readonly maxChars?: number
  readonly maxCost?: number
  readonly encoding?: string
  readonly wholePage?: boolean
  readonly json?: boolean
  readonly verbose?: boolean
  readonly logFormat?: LogFormat
}

/** `-C`, `--config`, `--encoding`, `--whole-page`, `--json`, `--verbose`. */
export function withCommon(command: Command): Command {
  return command
    .option('-C <dir>', 'run as if started in this folder')
    .option('--config <file>', 'configuration: .ts, .js or .json; muqabil.config.* of the project by default')
    .option('--encoding <name>', 'encoding of sources that are not UTF-8, such as windows-1256')
    .option('--whole-page', 'read all of an HTML page, not the article in it alone')
    .option('--json', 'one JSON object a line on standard output, for programs')
    .option('--verbose', 'say what was decided, and why; stack traces of errors')
}

/** `--provider`, `--max-chars`, `--max-cost`. */
export function withProvider(command: Command): Command {
  return command
    .option('--provider <name>', 'who translates: a service that "muqabil providers" lists, or the path of a module')
    .option('--max-chars <number>', 'send at most so many characters', wholeNumber)
    .option('--max-cost <amount>', "spend at most so much, in the provider's currency", amount)
}

/** `--log-format`, of commands that run long. */
export function withLog(command: Command): Command {
  return command.addOption(
    new Option('--log-format <format>', 'json: one object a line on standard error, with time and level')
      .choices(LOG_FORMATS)
      .default('text'),
  )
}

export function projectOptions(flags: CommonFlags, files: readonly string[]): ProjectOptions {
  return {
    ...(flags.C === undefined ? {} : { cwd: flags.C }),
    ...(flags.config === undefined ? {} : { config: flags.config }),
    ...(flags.provider === undefined ? {} : { provider: flags.provider }),
    ...(flags.maxChars === undefined ? {} : { maxCharacters: flags.maxChars }),
    ...(flags.maxCost === undefined ? {} : { maxCost: flags.maxCost }),
    ...(flags.encoding === undefined ? {} : { encoding: flags.encoding }),
    ...(flags.wholePage === undefined ? {} : { wholePage: flags.wholePage }),
    files,
  }
}

/** Examples and exit statuses under a command's options. */
export function helpAfter(examples: readonly (readonly [string, string])[], statuses: string): string {
  const width = Math.max(...examples.map(([command]) => command.length))
  const lines = examples.map(([command, meaning]) => `  ${command.padEnd(width)}  ${meaning}`)
  return `\nExamples:\n${lines.join('\n')}\n\nExit status: ${statuses}`
}

function amount(value: string): number {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number) || number < 0)
    throw new InvalidArgumentError('a number of 0 or more, such as 2.50')
  return number
}

function wholeNumber(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('a whole number of 0 or more, such as 100000')
  return Number(value)
}
