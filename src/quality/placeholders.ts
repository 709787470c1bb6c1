/** Check `placeholders`: what a program puts words into ({{name}}, %s, ${x}) is on both sides, each as often. */
import { quote } from '../errors.ts'
import { hasLettersOf } from '../text/letters.ts'
import { eachPair, type Check, type Fault } from './check.ts'

const NAME = '[\\p{L}\\p{M}\\p{N}_.:-]+'
const PLACEHOLDER = new RegExp(
  [
    `\\{\\{\\s*[^{}]+?\\s*\\}\\}`,
    `[$%#]\\{${NAME}\\}`,
    `\\{${NAME}\\}|\\{\\}`,
    `%\\(${NAME}\\)[sdf]`,
    // A per cent sign behind a digit is one.
    `(?<![\\p{N}%])%(?:\\d+\\$)?[-+0#]?\\d*(?:\\.\\d+)?[sdiufgxXc@](?![\\p{L}\\p{N}])`,
    `\\[\\[${NAME}\\]\\]`,
  ].join('|'),
  'gu',
)
/** Names in the source's script may be translated: only how many there are counts. */
const TRANSLATED = '{\u2026}'

export const placeholders: Check = {
  id: 'placeholders',
  severity: 'error',
  create: eachPair(({ source, target }) => {
    const isArabic = [...source.matchAll(PLACEHOLDER)].some(([found]) => hasLettersOf('ar', found))
    const [given, found] = [source, target].map((text) =>
      Array.from(text.matchAll(PLACEHOLDER), ({ 0: shown, index }) => ({
        key: isArabic ? TRANSLATED : shown.replace(/\s/g, ''),
        shown,
        start: index,
      })),
    )
    if (given === undefined || found === undefined) return []
    const lost = surplus(given, found)[0]
    const extra = surplus(found, given)[0]
    const faults: Fault[] = []
    if (lost)
      faults.push({
        message: `Unexpected absence of the placeholder ${quote(lost.shown)}, expected it in the translation`,
        start: lost.start,
      })
    else if (extra)
      faults.push({
        message: `Unexpected placeholder ${quote(extra.shown)} in the translation, expected those of the source`,
      })
    return faults
  }),
}

/** What one list has more often than the other. */
function surplus<Item extends { readonly key: string }>(
  items: readonly Item[],
  others: readonly Item[],
): readonly Item[] {
  const left = others.map(({ key }) => key)
  return items.filter(({ key }) => {
    const place = left.indexOf(key)
    if (place === -1) return true
    left.splice(place, 1)
    return false
  })
}
