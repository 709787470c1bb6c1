/** The names of a run: the first form that a model chose for one is given with every later request where it occurs. */
import { countCodePoints } from '../../bitext/content.ts'
import { hasLettersOf, scriptOf } from '../../text/letters.ts'
import { normalizeKey } from '../../text/normalize-key.ts'
import type { DecidedName } from './request-text.ts'

export interface DecidedNames {
  /** Those that occur in the texts, as they were decided, oldest first; as many as one request may carry. */
  occurringIn(texts: readonly string[]): readonly DecidedName[]
  /** Takes up what an answer says of the names in it; what cannot be a name of these texts is passed over. */
  note(names: readonly DecidedName[], asked: Asked): void
}

export interface Asked {
  readonly texts: readonly string[]
  readonly answers: readonly string[]
  readonly sourceLanguage: string
  readonly targetLanguage: string
}

/** Of a run. The oldest one goes when there are more. */
const MOST_HELD = 500
/** Of a request. */
const MOST_OFFERED = 20
/** Code points of one request's names together, sources and targets. */
export const MOST_NAME_CHARACTERS = 600
const LONGEST_NAME = 80
/** Conjunctions, prepositions and the lam of the article, as they are written onto an Arabic word. */
const PROCLITICS = '[\u0648\u0641]?[\u0628\u0643\u0644]?'

interface Held extends DecidedName {
  readonly found: RegExp
}

export function createDecidedNames(): DecidedNames {
  const held = new Map<string, Held>()
  return {
    occurringIn(texts) {
      const text = normalizeKey(texts.join('\n'))
      const offered: DecidedName[] = []
      let characters = 0
      for (const { source, target, found } of held.values()) {
        if (offered.length >= MOST_OFFERED) break
        if (!found.test(text)) continue
        characters += countCodePoints(source) + countCodePoints(target)
        if (characters > MOST_NAME_CHARACTERS) break
        offered.push({ source, target })
      }
      return offered
    },
    note(names, asked) {
      const text = normalizeKey(asked.texts.join('\n'))
      const answer = asked.answers.join('\n')
      for (const name of names) {
        const [source, target] = [name.source.trim(), name.target.trim()]
        const key = normalizeKey(source)
        if (held.has(key) || !isName(source, target, asked)) continue
        const found = occurrence(key)
        if (!found.test(text) || !answer.includes(target)) continue
        held.set(key, { source, target, found })
        const oldest = held.keys().next().value
        if (held.size > MOST_HELD && oldest !== undefined) held.delete(oldest)
      }
    },
  }
}

/** A word or a few on either side, in the letters of its own language, and no markup. */
function isName(source: string, target: string, { sourceLanguage, targetLanguage }: Asked): boolean {
  const sound = [source, target].every((each) => each.length <= LONGEST_NAME && !/[\p{Cc}<>{}]/u.test(each))
  const apart = scriptOf(sourceLanguage) !== scriptOf(targetLanguage)
  return (
    sound &&
    hasLettersOf(sourceLanguage, source) &&
    hasLettersOf(targetLanguage, target) &&
    !(apart && hasLettersOf(sourceLanguage, target))
  )
}

/** As a word of its own, or with what is written onto it. */
function occurrence(key: string): RegExp {
  const literal = key.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${PROCLITICS}${literal}(?![\p{L}\p{N}])`, 'u')
}
