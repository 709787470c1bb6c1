/** The commands and their arguments. */
import { Command, CommanderError } from 'commander'
import { programVersion } from '../project/version.ts'
import { buildCommand } from './commands/build.ts'
import { checkCommand } from './commands/check.ts'
import { initCommand } from './commands/init.ts'
import { inspectCommand } from './commands/inspect.ts'
import { planCommand } from './commands/plan.ts'

/** Runs one command. @returns The exit status. */
export async function run(argv: readonly string[]): Promise<number> {
  let status = 0
  const settle = (value: number): void => {
    status = value
  }
  const program = new Command('muqabil')
    .description('Bilingual editions from Arabic texts: the Arabic and its English, row against row.')
    .version(programVersion())
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
  for (const command of [
    buildCommand(settle),
    planCommand(settle),
    checkCommand(settle),
    inspectCommand(settle),
    initCommand(settle),
  ]) {
    program.addCommand(command.exitOverride().showSuggestionAfterError())
  }
  program.addHelpText('after', '\nFirst steps: muqabil init, put documents into input/, muqabil plan, muqabil build.')
  try {
    await program.parseAsync(argv)
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? 0 : 2
  }
  return status
}
