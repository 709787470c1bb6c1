/** The commands and their arguments. */
import { Command, CommanderError } from 'commander'
import { programVersion } from '../project/version.ts'
import { addCommand } from './commands/add.ts'
import { buildCommand } from './commands/build.ts'
import { checkCommand } from './commands/check.ts'
import { exportCommand } from './commands/export.ts'
import { applyCommand, importCommand } from './commands/import.ts'
import { initCommand } from './commands/init.ts'
import { inspectCommand } from './commands/inspect.ts'
import { migrateCommand } from './commands/migrate.ts'
import { modelCommand } from './commands/model.ts'
import { planCommand } from './commands/plan.ts'
import { providersCommand } from './commands/providers.ts'
import { reviewCommand } from './commands/review.ts'
import { tasksCommand } from './commands/tasks.ts'
import { termsCommand } from './commands/terms.ts'
import { waiveCommand } from './commands/waive.ts'
import { usageError } from './usage-error.ts'

/**
 * Runs one command.
 *
 * @returns The exit status.
 * @throws {MuqabilError} for a wrong command line, and whatever the command throws.
 */
export async function run(argv: readonly string[]): Promise<number> {
  let status = 0
  const settle = (value: number): void => {
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
  const makers = [
    buildCommand,
    planCommand,
    checkCommand,
    inspectCommand,
    reviewCommand,
    waiveCommand,
    termsCommand,
    exportCommand,
    importCommand,
    tasksCommand,
    applyCommand,
    migrateCommand,
    providersCommand,
    modelCommand,
    addCommand,
    initCommand,
  ]
  for (const make of makers) {
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
