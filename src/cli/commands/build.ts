/** `muqabil build`: sources to editions. */
import { Command } from 'commander'
import { exitStatus } from '../../project/account.ts'
import { build } from '../../project/build.ts'
import { humanReporter } from '../human-reporter.ts'
import { catchInterrupts } from '../interrupt.ts'
import { jsonReporter } from '../json-reporter.ts'
import { projectOptions, withCommon, withProvider, type CommonFlags } from '../options.ts'

interface BuildFlags extends CommonFlags {
  readonly frozen?: boolean
  readonly offline?: boolean
  readonly prune?: boolean
}

export function buildCommand(settle: (status: number) => void): Command {
  const command = new Command('build')
    .description('translate what is missing, write records and editions')
    .argument('[files...]', 'only these sources: paths or patterns, such as "input/news/*.md"')
    .option('--frozen', 'no provider and no change of a record: fail when a translation is missing or stale')
    .option('--offline', 'open no connection: what is not known stays visibly missing')
    .option('--prune', 'drop rows that are no longer in their sources from the records')
  return withProvider(withCommon(command)).action(async (files: string[], flags: BuildFlags) => {
    const interrupts = catchInterrupts()
    const frozen = flags.frozen === true
    try {
      const account = await build({
        ...projectOptions(flags, files),
        frozen,
        offline: flags.offline === true,
        prune: flags.prune === true,
        signal: interrupts.signal,
        stopNow: interrupts.stopNow,
        onEvent: flags.json ? jsonReporter() : humanReporter({ verbose: flags.verbose === true, frozen }),
      })
      settle(exitStatus(account, { frozen, interrupted: interrupts.signal.aborted }))
    } finally {
      interrupts.dispose()
    }
  })
}
