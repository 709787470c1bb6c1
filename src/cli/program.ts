/** The commands and their arguments. */
import { Command, CommanderError } from 'commander'
import { programVersion } from '../project/version.ts'
import { usageError } from './usage-error.ts'

type Settle = (status: number) => void
type MakeCommand = (settle: Settle) => Command

/** In the order of the help. Only the one that is asked for is loaded: each brings a good part of the program along. */
export const COMMANDS: Readonly<Record<string, () => Promise<MakeCommand>>> = {
  build: async () => (await import('./commands/build.ts')).buildCommand,
  watch: async () => (await import('./commands/watch.ts')).watchCommand,
  plan: async () => (await import('./commands/plan.ts')).planCommand,
  diff: async () => (await import('./commands/diff.ts')).diffCommand,
  check: async () => (await import('./commands/check.ts')).checkCommand,
  inspect: async () => (await import('./commands/inspect.ts')).inspectCommand,
  review: async () => (await import('./commands/review.ts')).reviewCommand,
  waive: async () => (await import('./commands/waive.ts')).waiveCommand,
  terms: async () => (await import('./commands/terms.ts')).termsCommand,
  export: async () => (await import('./commands/export.ts')).exportCommand,
  import: async () => (await import('./commands/import.ts')).importCommand,
  tasks: async () => (await import('./commands/tasks.ts')).tasksCommand,
  apply: async () => (await import('./commands/import.ts')).applyCommand,
  memory: async () => (await import('./commands/memory.ts')).memoryCommand,
  migrate: async () => (await import('./commands/migrate.ts')).migrateCommand,
  merge: async () => (await import('./commands/merge.ts')).mergeCommand,
  submit: async () => (await import('./commands/queue.ts')).submitCommand,
  work: async () => (await import('./commands/queue.ts')).workCommand,
  status: async () => (await import('./commands/queue.ts')).statusCommand,
  providers: async () => (await import('./commands/providers.ts')).providersCommand,
  model: async () => (await import('./commands/model.ts')).modelCommand,
  add: async () => (await import('./commands/add.ts')).addCommand,
  init: async () => (await import('./commands/init.ts')).initCommand,
}

/**
 * Runs one command.
 *
 * @returns The exit status.
 * @throws {MuqabilError} for a wrong command line, and whatever the command throws.
 */
export async function run(argv: readonly string[]): Promise<number> {
  let status = 0
  const settle: Settle = (value) => {
    status = value
  }
  const program = quiet(new Command('muqabil'))
    .usage('<command> [options]')
    .description('Bilingual editions from Arabic texts: the Arabic and its English, row against row.')
    .version(programVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .option('-C <dir>', 'run as if started in this folder')
    .enablePositionalOptions()
    .hook('preAction', (_, command) => {
      const { C: folder } = program.opts<{ readonly C?: string }>()
      if (folder !== undefined && command.getOptionValue('C') === undefined) command.setOptionValue('C', folder)
    })
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', '\nFirst steps: muqabil init, texts into input/, muqabil plan, muqabil build.')
  const makers = await Promise.all(wanted(argv).map((name) => COMMANDS[name]?.()))
  for (const make of makers) {
    if (make === undefined) continue
    const command = make(settle)
    for (const each of [command, ...command.commands]) quiet(each).helpOption('-h, --help', 'print this help')
    program.addCommand(command)
  }
  try {
    await program.parseAsync(argv)
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return 0
    if (error.code === 'commander.help') return 2 // no command at all: the help was printed
    const meant = commandsIn(argv, program)
    const inner = meant.findLast(({ commands }) => commands.length > 0)?.commands ?? []
    throw usageError(
      error,
      meant.map((command) => command.name()).join(' '),
      inner.map((command) => command.name()),
    )
  }
  return status
}

/** The command that stands first behind `-C`, or all where none does: help and the nearest name need every one. */
function wanted(argv: readonly string[]): readonly string[] {
  const [first, , third] = argv.slice(2)
  const name = first === '-C' ? third : first
  return name !== undefined && Object.hasOwn(COMMANDS, name) ? [name] : Object.keys(COMMANDS)
}

/** Those called 'muqabil', 'model' and 'get': what is meant. */
function commandsIn(argv: readonly string[], command: Command): readonly Command[] {
  const inner = command.commands.find((each) => argv.includes(each.name()))
  return [command, ...(inner === undefined ? [] : commandsIn(argv, inner))]
}

/** Errors are thrown, not printed; the nearest name is looked for. */
function quiet(command: Command): Command {
  return command
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({ outputError: () => undefined })
}
