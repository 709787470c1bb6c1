/** `muqabil check`: are records and outputs complete and what a build would write? */
import process from 'node:process'
import { Command, Option } from 'commander'
import type { VFile } from 'vfile'
import { reporter } from 'vfile-reporter'
import { check } from '../../project/check.ts'
import { safeForTerminal } from '../../text/isolate.ts'
import { jsonReporter } from '../json-reporter.ts'
import { helpAfter, projectOptions, withCommon, type CommonFlags } from '../options.ts'

interface CheckFlags extends CommonFlags {
  readonly failOn: Severity
}

type Severity = (typeof LEVELS)[number]

/** From the least to the most serious. */
const LEVELS = ['info', 'warning', 'error'] as const

const HELP = helpAfter(
  [
    ['muqabil check', 'every source in input/'],
    ['muqabil check --fail-on warning', 'be strict'],
    ['muqabil check --json', 'a finding a line, for programs'],
  ],
  '0 clean; 1 findings at or above --fail-on;\n2 usage or configuration.',
)

export function checkCommand(settle: (status: number) => void): Command {
  const command = new Command('check')
    .description('Checks translations, and that records and outputs are what a build would write. Writes nothing.')
    .summary('check translations, and that records and outputs are what a build would write')
    .argument('[files...]', 'only these sources: paths, folders, or patterns')
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 for findings of this severity or above')
        .choices(LEVELS)
        .default('error'),
    )
  return withCommon(command)
    .addHelpText('after', HELP)
    .action(async (files: string[], flags: CheckFlags) => {
      const found = await check(projectOptions(flags, files))
      if (flags.json) found.forEach(reportObjects)
      else {
        found.forEach(makeSafe)
        process.stdout.write(`${reporter(found, { color: isColourful() }) || 'no issues found'}\n`)
      }
      const least = LEVELS.indexOf(flags.failOn)
      const messages = found.flatMap((file) => file.messages)
      settle(messages.some((message) => LEVELS.indexOf(severityOf(message)) >= least) ? 1 : 0)
    })
}

function reportObjects({ path, messages }: VFile): void {
  const report = jsonReporter()
  for (const message of messages) {
    const { line, column, ruleId, reason } = message
    report({
      event: 'finding',
      file: path,
      line,
      column,
      ruleId,
      severity: severityOf(message),
      ...('unit' in message ? { unit: message.unit } : {}),
      ...('segment' in message ? { segment: message.segment } : {}),
      message: reason,
    })
  }
}

function severityOf({ fatal }: VFile['messages'][number]): Severity {
  return fatal === true ? 'error' : fatal === false ? 'warning' : 'info'
}

/** The reporter prints names and reasons as they are. */
function makeSafe(file: VFile): void {
  file.path = safeForTerminal(file.path)
  for (const message of file.messages) message.reason = safeForTerminal(message.reason)
}

/** The reporter itself would ask standard error. */
function isColourful(): boolean {
  return process.stdout.isTTY === true ? process.stdout.getColorDepth() > 2 : Boolean(process.env.FORCE_COLOR)
}
