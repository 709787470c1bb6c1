/** Flags that several commands share. */
import { InvalidArgumentError, type Command } from 'commander'
import type { ProjectOptions } from '../project/options.ts'

export interface CommonFlags {
  readonly C?: string
  readonly config?: string
  readonly provider?: string
  readonly maxChars?: number
  readonly maxCost?: number
  readonly encoding?: string
  readonly json?: boolean
  readonly verbose?: boolean
}

/** `-C`, `--config`, `--json`, `--verbose`. */
export function withCommon(command: Command): Command {
  return command
    .option('-C <dir>', 'run as if started in this folder')
    .option('--config <file>', 'configuration file')
    .option('--encoding <name>', 'encoding of sources that are neither UTF-8 nor UTF-16, such as windows-1256')
    .option('--json', 'one JSON object a line, for programs')
    .option('--verbose', 'say what was decided; stack traces of errors')
}

/** `--provider`, `--max-chars`, `--max-cost`. */
export function withProvider(command: Command): Command {
  return command
    .option('--provider <name>', 'who translates: google, pseudo, or the path of a module')
    .option('--max-chars <number>', 'send at most so many characters', amount)
    .option('--max-cost <number>', "spend at most so much, in the provider's currency", amount)
}

export function projectOptions(flags: CommonFlags, files: readonly string[]): ProjectOptions {
  return {
    ...(flags.C === undefined ? {} : { cwd: flags.C }),
    ...(flags.config === undefined ? {} : { config: flags.config }),
    ...(flags.provider === undefined ? {} : { provider: flags.provider }),
    ...(flags.maxChars === undefined ? {} : { maxCharacters: flags.maxChars }),
    ...(flags.maxCost === undefined ? {} : { maxCost: flags.maxCost }),
    ...(flags.encoding === undefined ? {} : { encoding: flags.encoding }),
    files,
  }
}

function amount(value: string): number {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number) || number < 0)
    throw new InvalidArgumentError('Expected a number of 0 or more.')
  return number
}
