/** `muqabil check`: are records and outputs complete and what a build would write? */
import { appendFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import process from 'node:process'
import { Command, Option } from 'commander'
import type { VFile } from 'vfile'
import { reporter } from 'vfile-reporter'
import type { State } from '../../bitext/states.ts'
import { MuqabilError } from '../../errors.ts'
import { systemProblem } from '../../files/system-problem.ts'
import { check, OTHER_VERSION } from '../../project/check.ts'
import type { Account } from '../../project/events.ts'
import { programVersion } from '../../project/version.ts'
import { safeForTerminal } from '../../text/isolate.ts'
import { findingLines, LEVELS, type FindingLine, type Severity } from '../findings/finding-lines.ts'
import { toAnnotations, toSummary } from '../findings/github.ts'
import { toSarif } from '../findings/sarif.ts'
import { jsonReporter } from '../json-reporter.ts'
import { stateLine } from '../state-line.ts'
import { helpAfter, projectOptions, withCommon, type CommonFlags } from '../options.ts'

interface CheckFlags extends CommonFlags {
  readonly failOn: Severity
  readonly failOnVersion?: boolean
  readonly requireState?: State
  readonly summary?: string
  readonly sarif?: boolean
}

const HELP = helpAfter(
  [
    ['muqabil check', 'every source in input/'],
    ['muqabil check --fail-on warning', 'be strict'],
    ['muqabil check --require-state final', 'before it is published'],
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
    .option('--fail-on-version', 'exit with 1 too for editions that another version of muqabil made')
    .addOption(
      new Option('--require-state <state>', 'every translation must be in this state, or above it').choices([
        'reviewed',
        'final',
      ]),
    )
    .option('--summary <file>', 'add a summary in Markdown to this file')
    .addOption(new Option('--sarif', 'one SARIF 2.1.0 log on standard output').conflicts('json'))
  return withCommon(command)
    .addHelpText('after', HELP)
    .action(async (files: string[], flags: CheckFlags) => {
      let account: Account | undefined
      const found = await check({
        ...projectOptions(flags, files),
        ...(flags.requireState === undefined ? {} : { requireState: flags.requireState }),
        onEvent: (event) => {
          if (event.event === 'account') account = event
        },
      })
      if (account === undefined) throw new Error('a check without an account')
      const findings = findingLines(found)
      const placed = isGitHub() ? findings.map((finding) => inWorkspace(finding, flags.C)) : findings
      if (flags.json) for (const event of [...findings.map(asEvent), account]) report(event)
      else if (flags.sarif) process.stdout.write(toSarif(placed, programVersion()))
      else {
        found.forEach(makeSafe)
        const text = reporter(found, { color: isColourful() }) || 'no issues found'
        process.stdout.write(`${text}\n\n${stateLine(account)}\n`)
        if (isGitHub()) process.stdout.write(toAnnotations(placed))
      }
      summarize(toSummary(findings, account), flags)
      settle(findings.some((finding) => fails(finding, flags)) ? 1 : 0)
    })
}

const report = jsonReporter()

function asEvent(finding: FindingLine): object {
  return { event: 'finding', ...finding }
}

/** An upgrade alone turns nothing red: editions of another version have a flag of their own. */
function fails({ ruleId, severity }: FindingLine, { failOn, failOnVersion }: CheckFlags): boolean {
  if (ruleId === OTHER_VERSION) return failOnVersion === true
  return LEVELS.indexOf(severity) >= LEVELS.indexOf(failOn)
}

function isGitHub(): boolean {
  return process.env.GITHUB_ACTIONS === 'true'
}

/** Where it was asked for, and on GitHub's machines on the job's page. */
function summarize(text: string, { summary }: CheckFlags): void {
  const page = isGitHub() ? process.env.GITHUB_STEP_SUMMARY : undefined
  const files = new Set([summary, page].flatMap((file) => (file === undefined || file === '' ? [] : [resolve(file)])))
  for (const file of files) {
    try {
      appendFileSync(file, text)
    } catch (error) {
      throw new MuqabilError('file-unwritable', { problem: systemProblem(error) }, { file }, { cause: error })
    }
  }
}

/** The host names files by their place in the repository, of which the project may be a folder. */
function inWorkspace(finding: FindingLine, folder: string | undefined): FindingLine {
  const workspace = process.env.GITHUB_WORKSPACE
  if (workspace === undefined || workspace === '') return finding
  const path = relative(workspace, resolve(folder ?? '.', finding.file)).replaceAll('\\', '/')
  return path.startsWith('../') ? finding : { ...finding, file: path }
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
