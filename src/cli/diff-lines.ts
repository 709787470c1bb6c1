/** What a change of the sources means, in plain words. */
import type { Diff, RowChange, StaleWork } from '../project/events.ts'
import { safeForTerminal } from '../text/isolate.ts'
import { planLine } from './commands/plan.ts'
import { count, plural } from './numbers.ts'

/** Where a row is and what became of it, then its words: `[-gone-]` and `{+new+}` as git has them. */
export function rowLines({ file, line, id, change, people, words, before, after }: RowChange): readonly string[] {
  const place = `${file}${line === undefined ? '' : `:${line}`}`
  const by = people ? ', with translations by people' : ''
  return [
    safeForTerminal(`${place}: ${change} (${id}${by})`),
    `  ${safeForTerminal(words === undefined ? (after ?? before ?? '') : wordLine(words))}`,
  ]
}

export function staleLines({ file, line, id, state, words, target }: StaleWork): readonly string[] {
  const place = `${file}${line === undefined ? '' : `:${line}`}`
  return [
    safeForTerminal(`${place}: becomes stale (${id}, ${state}, a person's)`),
    `  ${safeForTerminal(wordLine(words))}`,
    `  ${safeForTerminal(target)}`,
  ]
}

function wordLine(words: NonNullable<RowChange['words']>): string {
  return words
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `{+${text}+}` : `[-${text}-]`))
    .join('')
}

/** '2 documents: 1 row new, 3 changed. 1 translation by a person becomes stale.' */
export function diffLine(diff: Diff): string {
  const kinds = (['new', 'changed', 'moved', 'gone', 'returned'] as const).filter((kind) => diff[kind] > 0)
  const [first, ...others] = kinds
  const documents = plural(diff.documents, 'document')
  const unread = diff.refused === 0 ? '' : `${plural(diff.refused, 'source')} that cannot be read, and so not compared.`
  if (first === undefined) {
    if (diff.documents > 0) return `${documents}: no row has changed. ${unread}`.trimEnd()
    return unread === '' ? 'No source has changed.' : unread
  }
  const rows = [`${plural(diff[first], 'row')} ${first}`, ...others.map((kind) => `${count(diff[kind])} ${kind}`)]
  const stale =
    diff.stale === 0
      ? ''
      : ` ${diff.stale === 1 ? '1 translation by a person becomes' : `${count(diff.stale)} translations by people become`} stale.`
  const gone =
    diff.goneByPeople === 0
      ? ''
      : ` Of the rows that are gone, people have worked on ${count(diff.goneByPeople)}: their words stay in the record.`
  return `${documents}: ${rows.join(', ')}.${stale}${gone} ${unread}`.trimEnd()
}

/** What the change adds to a build. */
export function sendLine(diff: Diff): string {
  return planLine({ ...diff, event: 'plan' }).replace(/^A build would/, 'For it a build would')
}
