/** Holds translations against the glossary as it is now: a changed entry makes the rows that it touches "needs work". */
import { plainText } from '../bitext/content.ts'
import type { DocumentRecord, RecordSegment } from '../bitext/record.ts'
import type { Term, TermUse } from '../bitext/term.ts'
import { quote } from '../errors.ts'
import type { UsesIn } from '../glossary/find-target.ts'
import { compareCodePoints } from '../text/collate.ts'
import { sha256Hex } from '../text/hash.ts'
import { mapSegments } from './drafts.ts'

const DIGITS = 8
const CHANGED = 'the glossary has changed: '

/**
 * Each segment remembers the entries that it was held against. One that has an entry that is new or changed, and does
 * not follow it, needs work; one that follows it is as it was, so that who changes glossary and text together is not
 * asked again. The mark goes by itself once the translation follows.
 */
export function holdTerms(record: DocumentRecord, usesIn: UsesIn): DocumentRecord {
  return mapSegments(record, (segment) =>
    held(segment, usesIn(plainText(segment.source), plainText(segment.target ?? []))),
  )
}

function held(segment: RecordSegment, uses: readonly TermUse[]): RecordSegment {
  if (uses.length === 0 && segment.terms === undefined && segment.mark !== 'needs-work') return segment
  const { terms: before = '', ...rest } = segment
  const known = before.split(' ')
  const hashes = [...new Set(uses.map(({ term }) => hashOf(term)))].toSorted(compareCodePoints)
  const now = hashes.length === 0 ? rest : { ...rest, terms: hashes.join(' ') }
  if (segment.target === undefined || segment.origin?.kind === 'pseudo') return now
  const wrong = uses.filter(({ isUsed, forbidden }) => !isUsed || forbidden.length > 0)
  const changed = wrong.find(({ term }) => !known.includes(hashOf(term)))
  if (segment.mark === undefined && changed) return { ...now, mark: 'needs-work', reason: CHANGED + said(changed) }
  if (segment.mark === 'needs-work' && segment.reason?.startsWith(CHANGED) === true && wrong.length === 0) {
    const { mark: _mark, reason: _reason, ...settled } = now
    return settled
  }
  return now
}

function said({ term, forbidden: [forbidden] }: TermUse): string {
  const source = quote(term.source)
  return forbidden === undefined ? `${quote(term.target)} for ${source}` : `not ${quote(forbidden)} for ${source}`
}

/** Of what a translation has to follow; notes are for people. */
function hashOf({ source, target, allowed = [], forbidden = [], isCaseSensitive }: Term): string {
  return sha256Hex(JSON.stringify([source, target, allowed, forbidden, isCaseSensitive === true])).slice(0, DIGITS)
}
