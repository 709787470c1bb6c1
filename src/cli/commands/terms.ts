/** `muqabil terms`: candidates for the glossary. */
import process from 'node:process'
import { Command, InvalidArgumentError, Option } from 'commander'
import { terms, type TermCandidate } from '../../project/terms.ts'
import { safeForTerminal } from '../../text/isolate.ts'
import { writeCsv } from '../../text/write-csv.ts'
import { humanReporter } from '../human-reporter.ts'
import { jsonReporter } from '../json-reporter.ts'
import { helpAfter, projectOptions, withCommon, type CommonFlags } from '../options.ts'

interface TermsFlags extends CommonFlags {
  readonly least: number
  readonly csv?: boolean
}

const HELP = helpAfter(
  [
    ['muqabil terms', 'names and phrases of all sources'],
    ['muqabil terms input/book.md --least 5', 'what stands five times in one'],
    ['muqabil terms --csv > glossary.csv', 'a glossary to begin with'],
  ],
  '0 shown; 2 usage or configuration,\nor a source was refused (the others are looked through).',
)

export function termsCommand(settle: (status: number) => void): Command {
  const command = new Command('terms')
    .description(
      'Finds names and frequent phrases that the glossary does not have, with the\ntranslations so far.\nWrites nothing and sends nothing.',
    )
    .summary('find names and frequent phrases for the glossary')
    .argument('[files...]', 'only these sources: paths, folders, or patterns')
    .option('--least <number>', 'how often a phrase must stand; names half as often', atLeastTwo, 3)
    .addOption(new Option('--csv', 'as the rows of a glossary').conflicts('json'))
  return withCommon(command)
    .addHelpText('after', HELP)
    .action(async (files: string[], flags: TermsFlags) => {
      const onEvent = flags.json ? jsonReporter() : humanReporter({ verbose: flags.verbose === true, frozen: false })
      const { found, refused } = await terms({ ...projectOptions(flags, files), least: flags.least, onEvent })
      if (flags.json) {
        const report = jsonReporter()
        for (const each of found) report({ event: 'term', ...each })
      } else if (flags.csv) {
        const rows = found.map(({ source, targets }) => [source, targets[0] ?? ''])
        process.stdout.write(writeCsv([['source', 'target'], ...rows]))
      } else process.stdout.write(`${termLines(found).join('\n')}\n`)
      settle(refused > 0 ? 2 : 0)
    })
}

/** A line a candidate: how often, the phrase, what its translations have in common. */
function termLines(found: readonly TermCandidate[]): readonly string[] {
  if (found.length === 0) return ['Nothing stands often enough that the glossary does not have.']
  const width = String(found[0]?.count ?? 0).length
  return found.map(({ source, count, kind, targets }) => {
    const so = targets.length === 0 ? '' : `: ${safeForTerminal(targets.join(', '))}`
    return `${String(count).padStart(width)}  ${safeForTerminal(source)}${kind === 'name' ? ' (name)' : ''}${so}`
  })
}

function atLeastTwo(value: string): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 2) throw new InvalidArgumentError('a whole number of 2 or more')
  return number
}
