/** `muqabil migrate`: what today's sentence rules would cut otherwise in the records, and cutting it. */
import process from 'node:process'
import { Command } from 'commander'
import type { BuildEvent, Migration, RecutEvent } from '../../project/events.ts'
import { migrate } from '../../project/migrate.ts'
import { safeForTerminal } from '../../text/isolate.ts'
import { humanReporter } from '../human-reporter.ts'
import { jsonReporter } from '../json-reporter.ts'
import { plural } from '../numbers.ts'
import { helpAfter, projectOptions, withCommon, type CommonFlags } from '../options.ts'

interface MigrateFlags extends CommonFlags {
  readonly write?: boolean
}

const HELP = helpAfter(
  [
    ['muqabil migrate', 'show which rows would be cut otherwise'],
    ['muqabil migrate input/book.md --write', 'cut the rows of one record anew'],
    ['muqabil migrate --json', 'a row a line, for programs'],
  ],
  '0 shown, or done; 2 usage or configuration,\nor a source was refused (the others are shown, or done).',
)

export function migrateCommand(settle: (status: number) => void): Command {
  const command = new Command('migrate')
    .description(
      "Shows which rows of the records today's rules and settings cut otherwise.\nSends nothing; writes records only with --write.",
    )
    .summary('show what newer sentence rules would change, and do it')
    .argument('[files...]', 'only these sources: paths, folders, or patterns')
    .option('--write', 'cut these rows anew, and carry their translations over')
  return withCommon(command)
    .addHelpText('after', HELP)
    .action(async (files: string[], flags: MigrateFlags) => {
      const onEvent = flags.json ? jsonReporter() : reporter(flags.verbose === true)
      const result = await migrate({ ...projectOptions(flags, files), write: flags.write === true, onEvent })
      if (!flags.json) process.stdout.write(`${migrationLine(result)}\n`)
      settle(result.refused > 0 ? 2 : 0)
    })
}

function reporter(verbose: boolean): (event: BuildEvent) => void {
  const others = humanReporter({ verbose, frozen: false })
  return (event) => {
    if (event.event === 'recut') process.stdout.write(`${recutLines(event).join('\n')}\n\n`)
    else others(event)
  }
}

/** The row, its segments as they are with −, as they would be with +; those that stay have neither. */
export function recutLines({ file, unit, before, after }: RecutEvent): readonly string[] {
  const line = (sign: string, text: string): string =>
    `  ${sign} ${safeForTerminal(text.replaceAll('&lt;', '<').replaceAll('&amp;', '&'))}`
  return [
    `${safeForTerminal(file)}, ${unit}: ${plural(before.length, 'segment')} → ${after.length}`,
    ...before.filter((text) => !after.includes(text)).map((text) => line('\u2212', text)),
    ...after.map((text) => line(before.includes(text) ? ' ' : '+', text)),
  ]
}

/** One or two sentences. */
export function migrationLine(result: Migration): string {
  const { units, documents, kept, stale, untranslated, waiting, written } = result
  if (units === 0) return "Today's rules cut nothing otherwise."
  const rows = `${plural(units, 'row')} of ${plural(documents, 'document')}`
  const fates = [
    kept > 0 ? `${plural(kept, 'segment')} as before` : '',
    stale > 0 ? `${stale} with a translation that is stale` : '',
    untranslated > 0 ? `${untranslated} without one` : '',
    waiting > 0 ? `${plural(waiting, 'translation')} of parts that are gone, kept in the record` : '',
  ].filter(Boolean)
  const does = written ? `Cut ${rows} anew` : `Today's rules would cut ${rows} otherwise`
  const next = written ? 'Run muqabil build.' : 'Run muqabil migrate --write to do it.'
  return `${does}: ${fates.join(', ')}. ${next}`
}
