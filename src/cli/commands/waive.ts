/** `muqabil waive`: a check that does not count for one segment, with the reason. */
import process from 'node:process'
import { Command } from 'commander'
import { MuqabilError } from '../../errors.ts'
import { waive } from '../../project/waive.ts'
import { safeForTerminal } from '../../text/isolate.ts'
import { jsonReporter } from '../json-reporter.ts'
import { helpAfter, projectOptions, withCommon, type CommonFlags } from '../options.ts'

interface WaiveFlags extends CommonFlags {
  readonly reason?: string
  readonly source?: string
  readonly remove?: boolean
}

const HELP = helpAfter(
  [
    ['muqabil waive p-1922d30a/s2 numbers --reason "as printed"', 'right as it is'],
    ['muqabil waive p-1922d30a/s2 numbers --remove', 'it counts again'],
  ],
  '0 written; 2 usage or configuration, or there is no such segment.',
)

export function waiveCommand(settle: (status: number) => void): Command {
  const command = new Command('waive')
    .description(
      'Says in the record that a check does not count for one segment, and why.\nRow and segment are those of muqabil check --json.',
    )
    .summary('let a check not count for one segment')
    .argument('<segment>', 'row and segment, such as p-1922d30a/s2')
    .argument('<check>', 'name of the check, such as numbers')
    .option('--reason <text>', 'why, for whoever reads the record')
    .option('--source <file>', 'where several sources have such a row, this one')
    .option('--remove', 'take the waiver back')
  return withCommon(command)
    .addHelpText('after', HELP)
    .action(async (place: string, check: string, flags: WaiveFlags) => {
      const { reason } = flags
      const isGiven = reason !== undefined && reason.trim() !== ''
      if (flags.remove !== true && !isGiven)
        throw new MuqabilError('argument-missing', { argument: 'reason', command: 'waive --reason' })
      const { file } = await waive({
        ...projectOptions(flags, flags.source === undefined ? [] : [flags.source]),
        place,
        check,
        ...(flags.remove === true || !isGiven ? {} : { reason: reason.trim() }),
      })
      if (flags.json)
        jsonReporter()({ event: 'waived', segment: place, ruleId: check, removed: flags.remove === true, file })
      else
        process.stdout.write(
          `${safeForTerminal(file)}: ${check} ${flags.remove === true ? 'counts again' : 'does not count'} for ${safeForTerminal(place)}.\n`,
        )
      settle(0)
    })
}
