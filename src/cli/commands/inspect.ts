/** `muqabil inspect`: the rows and segments that a source gives. */
import process from 'node:process'
import { Command } from 'commander'
import { inspect } from '../../project/inspect.ts'
import { inspectLines } from '../inspect-lines.ts'
import { inspectTable } from '../inspect-table.ts'
import { jsonReporter } from '../json-reporter.ts'
import { helpAfter, projectOptions, withCommon, type CommonFlags } from '../options.ts'

const HELP = helpAfter(
  [
    ['muqabil inspect input/qahwa.md', 'its rows and sentences'],
    ['muqabil inspect input/qahwa.md --json', 'the same for programs'],
  ],
  '0 it can be read; 2 it cannot, or usage or configuration is wrong.',
)

export function inspectCommand(settle: (status: number) => void): Command {
  const command = new Command('inspect')
    .description('Shows the rows and segments of a source, and what was left out and why. Writes nothing.')
    .summary('show the rows and segments of a source, and what was left out')
    .argument('<file>', 'the source')
  return withCommon(command)
    .addHelpText('after', HELP)
    .action(async (file: string, flags: CommonFlags) => {
      const inspected = await inspect(file, projectOptions(flags, []))
      if (flags.json) {
        const report = jsonReporter()
        for (const unit of inspected.units) report({ event: 'unit', ...unit })
        for (const each of inspected.leftOut) report({ event: 'leftOut', ...each })
        for (const each of inspected.kept) report({ event: 'kept', ...each })
        for (const each of inspected.findings) report({ event: 'finding', ...each })
      } else {
        const columns = process.stdout.isTTY === true ? process.stdout.columns : undefined
        const lines = columns === undefined ? inspectLines(file, inspected) : inspectTable(file, inspected, columns)
        process.stdout.write(`${lines.join('\n')}\n`)
      }
      settle(0)
    })
}
