/** The rows of one document that a change of its source makes new, changes, moves or takes away. */
import { encodeContent, plainText } from '../bitext/content.ts'
import { isPersons } from '../bitext/is-persons.ts'
import { reconcile, type Change } from '../bitext/reconcile.ts'
import type { RecordUnit } from '../bitext/record.ts'
import { unitContent } from '../bitext/unit-key.ts'
import { wordDiff } from '../edition/word-diff.ts'
import { RULES_VERSION } from '../segment/rules-version.ts'
import { recordOf, type Draft } from './drafts.ts'
import type { RowChange, StaleWork } from './events.ts'
import { cutterOf } from './reconciled.ts'
import type { Project } from './project.ts'

/** A document before and after; one of them is absent where it came or went. */
export interface DocumentPair {
  readonly before?: Draft
  readonly now?: Draft
}

/** In the order of the source as it is now, then what is gone. */
export function diffRows({ before, now }: DocumentPair, project: Project): readonly RowChange[] {
  if (now === undefined) return (before?.units ?? []).map((unit) => goneRow(before?.source.path ?? '', unit))
  const file = now.source.path
  if (before === undefined)
    return now.units.map((unit, index) => ({ ...rowOf(now, index, unit), change: 'new', after: wordsOf(unit) }))
  const old = recordOf(before)
  const { record, changes } = reconcile({
    record: old,
    source: now.source,
    targetLanguage: old.targetLanguage,
    rules: RULES_VERSION,
    cut: cutterOf(project),
  })
  const olds = new Map([...old.units, ...old.gone].map((unit) => [unit.id, unit]))
  const rows = record.units.flatMap((unit, index): readonly RowChange[] => {
    const was = olds.get(unit.id)
    const change = changeOf(changes[index], was, unit)
    if (change === undefined) return []
    const joined = unit.aliases.flatMap((id) => (was?.aliases.includes(id) ? [] : (olds.get(id) ?? [])))
    const [words, now_] = [[...(was ? [was] : []), ...joined].map(wordsOf).join(' '), wordsOf(unit)]
    const isPersonal = [...(was ? [was] : []), ...joined].some(hasPersons)
    return [
      {
        ...rowOf(now, index, unit),
        change,
        ...(change === 'changed' ? { before: words, words: wordDiff(words, now_) } : {}),
        after: now_,
        ...(change === 'changed' && isPersonal ? { people: true } : {}),
      },
    ]
  })
  const gone = changes.filter(({ kind }) => kind === 'gone').flatMap(({ id }) => olds.get(id) ?? [])
  return [...rows, ...gone.map((unit) => goneRow(file, unit))]
}

/** A person's translations whose source the change makes another one. */
export function staleWork({ before, now }: DocumentPair): readonly StaleWork[] {
  if (now === undefined) return []
  const wasStale = new Set(
    (before?.units ?? []).flatMap(({ id, segments }) =>
      segments.filter(({ mark }) => mark === 'stale').map((segment) => `${id}/${segment.id}`),
    ),
  )
  return now.units.flatMap((unit, index) =>
    unit.segments
      .filter((segment) => segment.mark === 'stale' && isPersons(segment) && !wasStale.has(`${unit.id}/${segment.id}`))
      .map((segment): StaleWork => {
        const [old, source] = [plainText(segment.oldSource ?? []), plainText(segment.source)]
        return {
          event: 'stale',
          file: now.source.path,
          id: `${unit.id}/${segment.id}`,
          ...lineOf(now, index),
          state: segment.state,
          before: old,
          after: source,
          words: wordDiff(old, source),
          target: plainText(segment.target ?? []),
        }
      }),
  )
}

/** Markup that changed and no word is a change too: it may have to be translated again. */
function changeOf(
  change: Change | undefined,
  was: RecordUnit | undefined,
  unit: RecordUnit,
): RowChange['change'] | undefined {
  switch (change?.kind) {
    case undefined:
    case 'gone':
      return undefined
    case 'kept':
    case 'moved': {
      const isSame = was === undefined || encodeContent(unitContent(was)) === encodeContent(unitContent(unit))
      return isSame ? (change.kind === 'moved' ? 'moved' : undefined) : 'changed'
    }
    case 'split': // its first part has the old words; what comes after stands alone
      return was === undefined ? 'new' : 'changed'
    case 'joined':
    case 'edited':
      return 'changed'
    case 'new':
    case 'returned':
      return change.kind
  }
}

function rowOf(draft: Draft, index: number, { id }: RecordUnit): Pick<RowChange, 'event' | 'file' | 'id' | 'line'> {
  return { event: 'row', file: draft.source.path, id, ...lineOf(draft, index) }
}

function lineOf({ source }: Draft, index: number): { readonly line?: number } {
  const line = source.units[index]?.line
  return line === undefined ? {} : { line }
}

function goneRow(file: string, unit: RecordUnit): RowChange {
  const people = hasPersons(unit) ? { people: true } : {}
  return { event: 'row', file, id: unit.id, change: 'gone', before: wordsOf(unit), ...people }
}

function hasPersons({ segments }: RecordUnit): boolean {
  return segments.some(isPersons)
}

function wordsOf(unit: RecordUnit): string {
  return plainText(unitContent(unit)).trim()
}
