/** Entries of the project's glossary as a glossary of DeepL's has them. */
import type { Term } from '../../bitext/term.ts'
import { TASHKEEL_RUN } from '../../text/marks.ts'

const ALL_TASHKEEL = new RegExp(TASHKEEL_RUN, 'g')

/** Of a source or a target, in UTF-8. @see DeepL, Glossaries: limits */
const MOST_BYTES = 1024

/** What would end an entry, and what the service refuses: '\t', '\n', control characters. */
const BREAKS = /[\p{Cc}\u2028\u2029\s]+/gu

/**
 * Lines of source and target with a tab between, in the order of code units, no source twice: the service refuses one
 * that is. Of two entries for one word the first counts. What a translation must not be has no place there. A term
 * with tashkeel stands there bare as well, since texts are compared as they are written.
 *
 * @returns The empty string where there is nothing to be told.
 */
export function entriesOf(terms: readonly Term[]): string {
  const entries = new Map<string, string>()
  const written = terms.map(({ source, target }) => ({ source: cleaned(source), target: cleaned(target) }))
  const bare = written.map(({ source, target }) => ({ source: cleaned(source.replace(ALL_TASHKEEL, '')), target }))
  for (const { source, target } of [...written, ...bare]) {
    if (source === '' || target === '' || entries.has(source)) continue
    if (Buffer.byteLength(source) > MOST_BYTES || Buffer.byteLength(target) > MOST_BYTES) continue
    entries.set(source, target)
  }
  return [...entries]
    .map(([source, target]) => `${source}\t${target}`)
    .toSorted()
    .join('\n')
}

function cleaned(text: string): string {
  return text.normalize('NFC').replace(BREAKS, ' ').trim()
}
