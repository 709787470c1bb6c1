/** `muqabil check`: are records and outputs complete and what a build would write? */
import { appendFileSync } from 'node:fs'
import process from 'node:process'
import { Command, Option } from 'commander'
import type { VFile } from 'vfile'
import { reporter } from 'vfile-reporter'
import { check } from '../../project/check.ts'
import { programVersion } from '../../project/version.ts'
import { safeForTerminal } from '../../text/isolate.ts'
import { findingLines, LEVELS, type FindingLine, type Severity } from '../findings/finding-lines.ts'
import { toAnnotations, toSummary } from '../findings/github.ts'
import { toSarif } from '../findings/sarif.ts'
import { jsonReporter } from '../json-reporter.ts'
import { helpAfter, projectOptions, withCommon, type CommonFlags } from '../options.ts'

interface CheckFlags extends CommonFlags {
  readonly failOn: Severity
  readonly sarif?: boolean
}

const HELP = helpAfter(
  [
    ['muqabil check', 'every source in input/'],
    ['muqabil check --fail-on warning', 'be strict'],
    ['muqabil check --json', 'a finding a line, for programs'],
    ['muqabil check --sarif > check.sarif', "for a code host's own list of findings"],
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
    .addOption(new Option('--sarif', 'one SARIF 2.1.0 log on standard output').conflicts('json'))
  return withCommon(command)
    .addHelpText('after', HELP)
    .action(async (files: string[], flags: CheckFlags) => {
      const found = await check(projectOptions(flags, files))
      const findings = findingLines(found)
      if (flags.json) findings.forEach((finding) => report({ event: 'finding', ...finding }))
      else if (flags.sarif) process.stdout.write(toSarif(findings, programVersion()))
      else {
        found.forEach(makeSafe)
        process.stdout.write(`${reporter(found, { color: isColourful() }) || 'no issues found'}\n`)
        tellGitHub(findings, found.length)
      }
      const least = LEVELS.indexOf(flags.failOn)
      settle(findings.some(({ severity }) => LEVELS.indexOf(severity) >= least) ? 1 : 0)
    })
}

const report = jsonReporter()

/** On GitHub's machines the findings stand on the lines of the change, and in a table on the job's page. */
function tellGitHub(findings: readonly FindingLine[], documents: number): void {
  if (process.env.GITHUB_ACTIONS !== 'true') return
  process.stdout.write(toAnnotations(findings))
  const summary = process.env.GITHUB_STEP_SUMMARY
  if (summary) appendFileSync(summary, toSummary(findings, documents))
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
