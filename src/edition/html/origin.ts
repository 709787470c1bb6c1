/** Whose words a row's translation is, shown when a reader asks. */
import type { Element } from 'hast'
import { h } from '../h.ts'
import type { Origin } from '../../bitext/record.ts'
import type { Row } from '../edition.ts'
import { safeLine } from '../safe-text.ts'
import { stateWords, wordsIn, type OwnWords } from '../words.ts'

/**
 * "Google general/nmt · machine draft", as an attribute that the style draws: the cell holds the
 * translation and nothing else. Nothing where there is no translation, or none was needed.
 */
export function originLine(row: Row, language: string, own: OwnWords): readonly Element[] {
  const names = [...new Set(row.pairs.flatMap(({ origin }) => (origin ? [nameOf(origin, language, own)] : [])))]
  if (names.length === 0) return []
  const shown = names.map((name) => `\u2068${name}\u2069`).join(' + ')
  return [h('p', { className: ['origin'], dataOrigin: `${shown} · ${stateWords(row, language, own)}` })]
}

function nameOf(origin: Origin, language: string, own: OwnWords): string {
  switch (origin.kind) {
    case 'machine':
      return safeLine(`${origin.provider} ${origin.model ?? ''}`)
    case 'person':
      return safeLine(origin.name ?? '') || wordsIn(language, own).person
    case 'imported':
      return safeLine(origin.name ?? '') || wordsIn(language, own).imported
    case 'pseudo':
      return wordsIn(language, own).states.pseudo
  }
}
