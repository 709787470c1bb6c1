/** `muqabil check`: are records and outputs complete and what a build would write? */
import process from 'node:process'
import { Command, Option } from 'commander'
import { reporter } from 'vfile-reporter'
import { check } from '../../project/check.ts'
import { projectOptions, withCommon, type CommonFlags } from '../options.ts'

interface CheckFlags extends CommonFlags {
  readonly failOn: 'error' | 'warning' | 'info'
}

const LEVELS = ['info', 'warning', 'error'] as const

export function checkCommand(settle: (status: number) => void): Command {
  const command = new Command('check')
    .description('check translations, and that records and outputs are what a build would write')
    .argument('[files...]', 'only these sources')
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 for findings of this severity or above')
        .choices(LEVELS)
        .default('error'),
    )
  return withCommon(command).action(async (files: string[], flags: CheckFlags) => {
    const found = await check(projectOptions(flags, files))
    const findings = found.flatMap((file) =>
      file.messages.map((message) => ({
        file: file.path,
        message,
        severity:
          message.fatal === true
            ? ('error' as const)
            : message.fatal === false
              ? ('warning' as const)
              : ('info' as const),
      })),
    )
    if (flags.json) {
      for (const { file, message, severity } of findings) {
        process.stdout.write(
          `${JSON.stringify({ event: 'finding', file, line: message.line, column: message.column, ruleId: message.ruleId, severity, ...('unit' in message ? { unit: message.unit } : {}), ...('segment' in message ? { segment: message.segment } : {}), message: message.reason })}\n`,
        )
      }
    } else process.stdout.write(`${reporter(found) || 'no issues found'}\n`)
    const least = LEVELS.indexOf(flags.failOn)
    settle(findings.some(({ severity }) => LEVELS.indexOf(severity) >= least) ? 1 : 0)
  })
}
