/** What commander says of a wrong command line, as an error of ours. */
import { CommanderError } from 'commander'
import { MuqabilError } from '../errors.ts'
import { nearest } from '../text/nearest.ts'

/** 'error: option '--fail-on <severity>' argument 'warn' is invalid. Allowed choices are info, warning, error.' */
const VALUE = /option '(?:-\w, )?(-[^ ']+)[^']*' argument '([^]*)' is invalid\. ([^]*)$/
const CHOICES = /^Allowed choices are (.+)\.$/

/**
 * @param command 'muqabil build': the command whose help is meant.
 * @param commands What it, or the program, could have been told to do.
 */
export function usageError(error: CommanderError, command: string, commands: readonly string[]): MuqabilError {
  const { code, message } = error
  const [, quoted = ''] = /'([^]*)'/.exec(message.replace(/\n\(Did you mean [^]*$/, '')) ?? []
  const meant = /\(Did you mean (?:one of )?([^,?)]+)/.exec(message)?.[1]
  const near = meant === undefined ? {} : { nearest: meant }
  switch (code) {
    case 'commander.unknownCommand':
      return new MuqabilError('command-unknown', { command: quoted, commands, ...near })
    case 'commander.unknownOption': // a value may stand behind "="
      return new MuqabilError('option-unknown', { option: quoted.replace(/=[^]*$/, ''), command, ...near })
    case 'commander.missingArgument':
      return new MuqabilError('argument-missing', { argument: quoted, command })
    case 'commander.missingMandatoryOptionValue':
      return new MuqabilError('argument-missing', argumentOf(quoted, command))
    case 'commander.optionMissingArgument': {
      const [option = '', value = ''] = quoted.replace(/^-\w, /, '').split(' ')
      return new MuqabilError('option-value', { option, expected: `"${option} ${value}"` })
    }
    case 'commander.excessArguments': {
      const argument = /but got \d+: ([^]*)\.$/.exec(message)?.[1]?.split(', ').at(-1) ?? ''
      return new MuqabilError('argument-surplus', { argument, command })
    }
    case 'commander.conflictingOption': {
      const [first = '', second = ''] = [...message.matchAll(/option '(-[^ ']+)/g)].map((match) => match[1])
      return new MuqabilError('option-conflict', { first, second })
    }
    case 'commander.invalidArgument': {
      const [, option = '', value = '', rest = ''] = VALUE.exec(message) ?? []
      return new MuqabilError('option-value', { option, value, expected: expectation(value, rest) })
    }
    default:
      throw error
  }
}

/** Of '--format <name>', an option that must be there. */
function argumentOf(flags: string, command: string): { readonly argument: string; readonly command: string } {
  const [option = '', value = ''] = flags.split(' ')
  return { argument: value.replace(/[<>]/g, ''), command: `${command} ${option}` }
}

/** Of choices the nearest one; else what the option itself says it takes. */
function expectation(value: string, rest: string): string {
  const choices = CHOICES.exec(rest)?.[1]?.split(', ')
  if (choices === undefined) return rest
  const meant = nearest(value, choices)
  return meant === undefined ? `one of ${choices.join(', ')}` : `"${meant}", which is the nearest name`
}
