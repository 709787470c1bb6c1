/** `muqabil export`: the records as a file for another tool. */
import process from 'node:process'
import { Command } from 'commander'
import { exportRows } from '../../project/export.ts'
import { humanReporter } from '../human-reporter.ts'
import { jsonReporter } from '../json-reporter.ts'
import { plural } from '../numbers.ts'
import { helpAfter, projectOptions, withCommon, type CommonFlags } from '../options.ts'

interface ExportFlags extends CommonFlags {
  readonly format: string
  readonly out?: string
}

const HELP = helpAfter(
  [
    ['muqabil export --format csv --out for-editor.csv', 'a table for a spreadsheet'],
    ['muqabil export --format docx --out for-editor.docx', 'a table for a word processor'],
    ['muqabil export --format tmx input/book.md > book.tmx', 'the translations of one source as a memory'],
  ],
  '0 written; 2 usage or configuration,\nor a source was refused (the others are written).',
)

export function exportCommand(settle: (status: number) => void): Command {
  const command = new Command('export')
    .description(
      'Writes the records as one file for another tool, to standard output or to --out.\nSends nothing, changes no record.',
    )
    .summary('give the translations to another tool')
    .argument('[files...]', 'only these sources: paths, folders, or patterns')
    .requiredOption('--format <name>', 'tmx, csv, tsv, po, docx, xlsx, xliff12, xliff21; tbx is the glossary')
    .option('--out <file>', 'where to write; replaced if it is there')
  return withCommon(command)
    .addHelpText('after', HELP)
    .action(async (files: string[], flags: ExportFlags) => {
      const human = humanReporter({ verbose: flags.verbose === true, frozen: false })
      const onEvent = flags.json && flags.out !== undefined ? jsonReporter() : human
      const { content, rows, documents, refused } = await exportRows({
        ...projectOptions(flags, files),
        format: flags.format,
        ...(flags.out === undefined ? {} : { out: flags.out }),
        onEvent,
      })
      if (flags.out === undefined) process.stdout.write(content)
      else if (!flags.json)
        process.stdout.write(
          flags.format === 'tbx'
            ? `${plural(rows, 'term')} written to ${flags.out}.\n`
            : `${plural(rows, 'segment')} of ${plural(documents, 'document')} written to ${flags.out}.\n`,
        )
      settle(refused > 0 ? 2 : 0)
    })
}
