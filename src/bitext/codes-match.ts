/** Whether a translation has the inline codes of its source. */
import type { Content } from './content.ts'

/** Each code of the source once, no other, each end behind its beginning; their order is free. */
export function codesMatch(source: Content, target: Content): boolean {
  const [wanted, found] = [codesIn(source), codesIn(target)]
  if (wanted.toSorted().join('\n') !== found.toSorted().join('\n')) return false
  const begun = new Set(wanted.filter((token) => token.startsWith('open')))
  return !found.some((token, index) => {
    const opening = token.replace(/^close/, 'open')
    return (
      opening !== token &&
      begun.has(opening) &&
      wanted.indexOf(opening) < wanted.indexOf(token) &&
      found.indexOf(opening) > index
    )
  })
}

/** Kind and id of each code, in order: 'open 1'. */
export function codesIn(content: Content): readonly string[] {
  return content.flatMap((part) => (typeof part === 'string' ? [] : [`${part.kind} ${part.id}`]))
}
