/** `muqabil build`: sources to editions. */
import { Command, Option } from 'commander'
import { exitStatus } from '../../project/account.ts'
import { build } from '../../project/begin-build.ts'
import { catchInterrupts } from '../interrupt.ts'
import { reporterOf } from '../reporter.ts'
import { helpAfter, projectOptions, withCommon, withLog, withProvider, type CommonFlags } from '../options.ts'

interface BuildFlags extends CommonFlags {
  readonly frozen?: boolean
  readonly offline?: boolean
  readonly prune?: boolean
  readonly since?: string
}

const HELP = helpAfter(
  [
    ['muqabil build', 'every source in input/'],
    ["muqabil build 'input/news/*.md'", 'some of them (quoted for the shell)'],
    ['muqabil build --max-cost 5', 'stop before 5 dollars are spent'],
    ['muqabil build --provider pseudo', 'try the layout, free of charge and offline'],
    ['muqabil build --frozen', 'in CI: no key; fail when a row is missing'],
  ],
  `0 complete; 1 rows are missing (with --frozen, or stale);
2 usage, configuration, or a source was refused (the others are built);
130 interrupted, what was answered is saved; 70 a bug in muqabil.`,
)

export function buildCommand(settle: (status: number) => void): Command {
  const command = new Command('build')
    .description('Translates what is missing, and writes records and editions.')
    .summary('translate what is missing, write records and editions')
    .argument('[files...]', 'only these sources: paths, folders, or patterns such as "input/news/*.md"')
    .option('--frozen', 'no provider, no change of a record: fail when a translation is missing or stale')
    .option('--offline', 'open no connection: what is not known stays visibly missing')
    .option('--since <revision>', 'only documents that changed since this revision of git')
    .addOption(
      new Option('--prune', 'drop rows that are no longer in their sources from the records').conflicts('frozen'),
    )
  return withLog(withProvider(withCommon(command)))
    .addHelpText('after', HELP)
    .action(async (files: string[], flags: BuildFlags) => {
      const interrupts = catchInterrupts()
      const frozen = flags.frozen === true
      try {
        const account = await build({
          ...projectOptions(flags, files),
          frozen,
          offline: flags.offline === true,
          prune: flags.prune === true,
          ...(flags.since === undefined ? {} : { since: flags.since }),
          signal: interrupts.signal,
          stopNow: interrupts.stopNow,
          onEvent: reporterOf(flags, { frozen }),
        })
        settle(exitStatus(account, { frozen, interrupted: interrupts.signal.aborted }))
      } finally {
        interrupts.dispose()
      }
    })
}
