/** Sentences without their phrases of fixed wording: a code stands for each, and its words are laid in the code's place. */
import { encodeContent, glue, plainText, renumberCodes, type Code, type Content } from '../bitext/content.ts'
import { isPersons } from '../bitext/is-persons.ts'
import type { DocumentRecord, RecordSegment } from '../bitext/record.ts'
import { mapSegments, type Held, type Pending } from './drafts.ts'
import type { KnownPhrase, SacredWords } from './sacred-words.ts'

/** Names no code of a source has. */
const HELD = 'held-'

/** The sentence as it may be sent; codes that stand inside of a phrase follow it. Undefined without a phrase. */
export function holdPhrases(pending: Pending, phrases: readonly KnownPhrase[]): Pending | undefined {
  if (phrases.length === 0) return undefined
  const { content, ids } = renumberCodes(withCodes(pending.source, phrases))
  const names = new Map([...ids].map(([own, number]) => [number, own]))
  const words = new Map(phrases.map((phrase, index) => [ids.get(HELD + index) ?? '', phrase.words]))
  const held: Held = { words, names }
  return { ...pending, source: content, key: encodeContent(content).normalize('NFC'), held }
}

function withCodes(content: Content, phrases: readonly KnownPhrase[]): Content {
  const parts: (string | Code)[] = []
  let [at, next] = [0, 0]
  const place = (offset: number): void => {
    if (phrases[next]?.start === offset) parts.push({ kind: 'standalone', id: HELD + next })
  }
  for (const part of content) {
    if (typeof part !== 'string') {
      parts.push(part)
      continue
    }
    const end = at + part.length
    while (at < end) {
      const phrase = phrases[next]
      place(at)
      if (phrase === undefined || phrase.start >= end) {
        parts.push(part.slice(part.length - (end - at)))
        at = end
      } else if (at < phrase.start) {
        parts.push(part.slice(part.length - (end - at), part.length - (end - phrase.start)))
        at = phrase.start
      } else {
        at = Math.min(end, phrase.end)
        if (at === phrase.end) next++
      }
    }
  }
  return glue(parts)
}

/**
 * The record without what a machine wrote for phrases that only the glossary may translate: its answer is still in the
 * memory, and a sentence whose words are the glossary's stays.
 */
export function withdrawMachines(record: DocumentRecord, { phrasesIn }: SacredWords): DocumentRecord {
  return mapSegments(record, (segment) => {
    const { target, origin } = segment
    if (target === undefined || origin?.kind !== 'machine' || isPersons(segment)) return segment
    const found = phrasesIn(plainText(segment.source))
    if (found.kind === 'unknown') return withoutTarget(segment, found.reason)
    const text = plainText(target)
    return found.phrases.every(({ words }) => text.includes(words)) ? segment : withoutTarget(segment)
  })
}

function withoutTarget(segment: RecordSegment, reason?: string): RecordSegment {
  const {
    target: _target,
    origin: _origin,
    machine: _machine,
    mark: _mark,
    reason: _reason,
    sourceHash: _hash,
    oldSource: _old,
    ...rest
  } = segment
  return { ...rest, state: 'initial', ...(reason === undefined ? {} : { mark: 'failed', reason }) }
}
