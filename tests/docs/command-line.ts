/** Command lines of the guides, held against the program's own options. */
import { Command, CommanderError } from 'commander'
import { COMMANDS } from '../../src/cli/program.ts'
import type { Example, Guide } from './read-guides.ts'

/** What stands between a prompt and its end, a pipe or a file: `npx`, its flags, the program, at a version or not. */
const PROGRAM = /^(?:\S*\/)?(?:npx (?:-\S+ )*)?muqabil(?:@[\w.-]+)?(?= |$)/
/** A word: quoted either way, or up to a space. */
const WORD = /"([^"]*)"|'([^']*)'|(\S+)/g
const ENDS = new Set(['|', '>', '>>', '<', '&&', '||', ';'])
/** Lines of settings that hold a command: `script: npx … muqabil …`, `ExecStart=…`. */
const SETTING = /^\s*(?:- )?[A-Za-z]+(?:: |=)(\S*(?:npx (?:-\S+ )*)?muqabil(?:@[\w.-]+)? .*)$/

/** Every command, none of which does anything: only its arguments are read. */
export async function readingProgram(): Promise<Command> {
  const program = new Command('muqabil').option('-C <dir>').option('-V, --version').enablePositionalOptions()
  for (const load of Object.values(COMMANDS)) {
    const make = await load()
    program.addCommand(make(() => undefined))
  }
  for (const each of [program, ...allCommands(program)]) {
    each.exitOverride().configureOutput({ writeErr: () => undefined, writeOut: () => undefined })
    if (each.commands.length === 0) each.action(() => undefined)
  }
  return program
}

export function allCommands(program: Command): readonly Command[] {
  return program.commands.flatMap((each) => [each, ...allCommands(each)])
}

/** What is typed at a terminal, without what a `#` says about it. */
export function typedLines({ blocks }: Guide): readonly Example[] {
  return blocks
    .filter(({ language }) => ['', 'sh', 'bash', 'shell', 'console'].includes(language))
    .flatMap(({ place, text }) =>
      text.split('\n').map((line) => ({ place, text: line.replace(/\s+# .*$/, '').trim() })),
    )
    .filter(({ text }) => PROGRAM.test(text))
}

/** Lines of workflows, hooks and units that run the program. */
export function settingLines({ blocks }: Guide): readonly Example[] {
  return blocks
    .filter(({ language }) => ['yaml', 'ini'].includes(language))
    .flatMap(({ place, text }) => text.split('\n').map((line) => ({ place, text: SETTING.exec(line)?.[1] ?? '' })))
    .filter(({ text }) => PROGRAM.test(text))
}

/** Command lines that a sentence speaks of. */
export function mentions({ inline }: Guide): readonly Example[] {
  return inline.filter(({ text }) => PROGRAM.test(text))
}

/** `['model', 'get', 'ar-en']`; what a reader is to put in by a name without its brackets. */
export function argumentsOf(line: string): readonly string[] {
  const words = [...line.replace(PROGRAM, '').matchAll(WORD)].map((match) => match[1] ?? match[2] ?? match[3] ?? '')
  const end = words.findIndex((word) => ENDS.has(word))
  return words.slice(0, end === -1 ? undefined : end).map((word) => word.replace(/^[[<](.*?)…?[\]>]$/, '$1'))
}

/**
 * What is wrong with a command line: nothing, or the parser's own words. A sentence may name a command or a flag without
 * what it needs besides.
 */
export async function faultOf(program: Command, args: readonly string[], kind: 'typed' | 'mentioned'): Promise<string> {
  try {
    await program.parseAsync([...args], { from: 'user' })
    return ''
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    const isShort = /missing/i.test(error.code) || error.code === 'commander.help'
    return kind === 'mentioned' && isShort ? '' : error.message
  }
}
