/** `muqabil import`: translations back from another tool. */
import process from 'node:process'
import { Command } from 'commander'
import type { BuildEvent, Imported, ImportEvent } from '../../project/events.ts'
import { importRows } from '../../project/import.ts'
import { safeForTerminal } from '../../text/isolate.ts'
import { humanReporter } from '../human-reporter.ts'
import { jsonReporter } from '../json-reporter.ts'
import { plural } from '../numbers.ts'
import { helpAfter, projectOptions, withCommon, type CommonFlags } from '../options.ts'

interface ImportFlags extends CommonFlags {
  readonly dryRun?: boolean
  readonly overwrite?: boolean
}

const HELP = helpAfter(
  [
    ['muqabil import from-editor.csv --dry-run', 'show what would be taken'],
    ['muqabil import from-editor.csv', 'take it'],
    ['muqabil import project.tmx --json', 'a row a line, for programs'],
  ],
  '0 taken, or nothing to take; 1 conflicts (the other rows are taken);\n2 usage or configuration, or a file that cannot be read (nothing is taken).',
)

const APPLY_HELP = helpAfter(
  [
    ['muqabil apply edits.jsonl --dry-run', 'show what would be taken'],
    ['muqabil apply edits.jsonl --json', 'take it, a row a line, for programs'],
  ],
  '0 taken, or nothing to take; 1 conflicts (the other edits are taken);\n2 usage or configuration, or a file that cannot be read (nothing is taken).',
)

/** Why a row was not taken, and what to do. */
const CONFLICTS: Readonly<Record<NonNullable<ImportEvent['conflict']>, string>> = {
  codes: 'its codes are not those of the source; put each of them in once',
  person: 'a person has changed it here; settle it by hand, or run with --overwrite',
  source: 'its source has changed here; export again',
  gone: 'its row is no longer in the source; export again',
  unread: 'its source or record cannot be read; mend that, then import this file again',
  ambiguous: 'the file says two things of it; keep one of them',
  term: 'the glossary translates it otherwise; settle it there',
  untranslated: 'there is no translation here that could be approved; translate it first',
  empty: 'it is empty in the file, and translated here; empty it here if that is meant',
}

export function importCommand(settle: (status: number) => void): Command {
  const command = new Command('import')
    .description(
      'Takes translations from files of other tools into the records, by id, then by content.\nSends nothing. Newer work of a person stays.',
    )
    .summary('take translations back from another tool')
    .argument(
      '<files...>',
      '.tmx, .csv, .tsv, .po, .docx, .xlsx, .xlf, .xliff, .jsonl, .muqabil-edits.json; .tbx goes into the glossary',
    )
  return taking(command, settle).addHelpText('after', HELP)
}

/** `muqabil apply` is the import of a program's edits. */
export function applyCommand(settle: (status: number) => void): Command {
  const command = new Command('apply')
    .description(
      'Takes edits into the records: the lines of "muqabil tasks --json" with another "target" or "state".\nA line is taken where its id and the hash of its source are still those of the record.',
    )
    .summary('take edits of a program, by id and source hash')
    .argument('<files...>', '.jsonl')
  return taking(command, settle).addHelpText('after', APPLY_HELP)
}

/** The flags and the work that both share. */
function taking(command: Command, settle: (status: number) => void): Command {
  command
    .option('--dry-run', 'show what would be taken, write nothing')
    .option('--overwrite', 'take rows although a person has changed the segment since they were exported')
  return withCommon(command).action(async (from: string[], flags: ImportFlags) => {
    const { files: _files, ...options } = projectOptions(flags, [])
    const result = await importRows({
      ...options,
      from,
      dryRun: flags.dryRun === true,
      overwrite: flags.overwrite === true,
      onEvent: flags.json ? jsonReporter() : reporter(flags.verbose === true),
    })
    if (!flags.json) process.stdout.write(`${importedLine(result)}\n`)
    settle(result.conflicts > 0 ? 1 : result.refused > 0 ? 2 : 0)
  })
}

function reporter(verbose: boolean): (event: BuildEvent) => void {
  const others = humanReporter({ verbose, frozen: false })
  return (event) => {
    if (event.event === 'import') process.stdout.write(`${importLines(event).join('\n')}\n`)
    else if (event.event !== 'imported') others(event)
  }
}

/** The row, what stands here with −, what the file says with +. */
export function importLines({ file, id, from, line, conflict, before, after, note }: ImportEvent): readonly string[] {
  const shown = (text: string): string => safeForTerminal(text.replaceAll('&lt;', '<').replaceAll('&amp;', '&'))
  const place = `${safeForTerminal(from)}${line === undefined ? '' : `:${line}`}`
  const row = [file, id].filter((each) => each !== undefined).map(safeForTerminal)
  const why = conflict === undefined ? '' : ` was not taken: ${CONFLICTS[conflict]}. [${conflict}]`
  return [
    `${place}: ${row.length === 0 ? 'a row' : row.join(', ')}${why}`,
    ...(before === undefined || before === after ? [] : [`  \u2212 ${shown(before)}`]),
    ...(note !== undefined && before === after ? [] : [`  + ${shown(after)}`]),
    ...(note === undefined ? [] : [`  note: ${safeForTerminal(note.replaceAll('\n', ' / '))}`]),
  ]
}

/** One sentence, two where something is left to do. */
export function importedLine({ rows, changed, same, unknown, conflicts, written }: Imported): string {
  const parts = [
    `${plural(changed, 'segment')} ${written ? 'changed' : 'would change'}`,
    `${same} the same`,
    unknown > 0 ? `${unknown} of no document here` : '',
    conflicts > 0 ? plural(conflicts, 'conflict') : '',
  ].filter(Boolean)
  const next = changed === 0 ? '' : written ? ' Run muqabil build.' : ' Run it without --dry-run to do it.'
  return `${plural(rows, 'row')} read: ${parts.join(', ')}.${next}`
}
