/** Whose words a row's translation is, shown when a reader asks. */
import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Origin } from '../../bitext/record.ts'
import type { Row } from '../edition.ts'
import { isolateText } from '../isolate-foreign.ts'
import { safeLine } from '../safe-text.ts'
import { stateWords, wordsIn } from '../words.ts'

/** "Google general/nmt · machine draft"; nothing where there is no translation, or none was needed. */
export function originLine(row: Row, language: string): readonly Element[] {
  const names = [...new Set(row.pairs.flatMap(({ origin }) => (origin ? [nameOf(origin, language)] : [])))]
  if (names.length === 0) return []
  const shown = names.flatMap((name, index): ElementContent[] => [
    ...(index > 0 ? [{ type: 'text' as const, value: ' + ' }] : []),
    h('bdi', isolateText(name, language)),
  ])
  return [h('p', { className: ['origin'] }, [...shown, ` · ${stateWords(row, language)}`])]
}

function nameOf(origin: Origin, language: string): string {
  switch (origin.kind) {
    case 'machine':
      return safeLine(`${origin.provider} ${origin.model ?? ''}`)
    case 'person':
      return safeLine(origin.name ?? '') || wordsIn(language).person
    case 'pseudo':
      return wordsIn(language).states.pseudo
  }
}
