/** What of a source may be missing from what was read of it: said with its place, and the rest is read on. */
import type { SourceFinding } from '../bitext/source.ts'
import { plural } from '../errors.ts'

const LINE_END = /\r\n|[\n\r\u0085\u2028\u2029]/g
/** One after another are the bytes of one letter. */
const LOST = /\uFFFD+/g

/** One finding for all of a kind: the first has its place, the others are counted. */
export function firstOf(
  ruleId: SourceFinding['ruleId'],
  first: Omit<SourceFinding, 'ruleId'> | undefined,
  count: number,
): readonly SourceFinding[] {
  if (first === undefined) return []
  const message = count === 1 ? first.message : `${first.message} (and ${plural(count - 1, 'other')} in this file)`
  return [{ ...first, ruleId, message }]
}

/** U+FFFD, which a converter writes for what it cannot read: the bytes are right, and a letter is gone. */
export function lostCharacters(text: string): readonly SourceFinding[] {
  const at = text.indexOf('\uFFFD')
  if (at === -1) return []
  const message =
    'Unexpected U+FFFD, expected the letter that an earlier conversion lost; take the text from its origin again'
  const line = countOf(LINE_END, text.slice(0, at)) + 1
  return firstOf('lost-character', { message, line }, countOf(LOST, text))
}

/** Not as a list: there may be millions. */
function countOf(pattern: RegExp, text: string): number {
  let count = 0
  for (const _match of text.matchAll(pattern)) count++
  return count
}
