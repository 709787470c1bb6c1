/** Check `invisible`: no characters that nobody sees and that turn, hide or part the text. */
import { eachPair, type Check, type Fault } from './check.ts'

/** In a text of Latin letters none of them does any good; joiners within an emoji do. */
const IN_TARGET =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\uE000-\uF8FF]|(?<!\p{Emoji}\uFE0F?)\u200D/u
/** Arabic may have its marks, joiners and isolates; embeddings, overrides and zero-width spaces come of conversion. */
const IN_SOURCE =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u180E\u200B\u202A-\u202E\uFEFF\uFFF9-\uFFFB\uE000-\uF8FF]/u
const ISOLATES = /[\u2066-\u2068]/g

export const invisible: Check = {
  id: 'invisible',
  severity: 'warning',
  create: eachPair(({ source, target }) => {
    const found = IN_TARGET.exec(target.replace(/\u2068([^\u2066-\u2069]*)\u2069/g, '$1'))
    const own = IN_SOURCE.exec(source) ?? openIsolate(source)
    const faults: Fault[] = []
    if (found) faults.push({ message: `Unexpected invisible ${nameOf(found[0])} in the translation, expected none` })
    if (own)
      faults.push({ message: `Unexpected invisible ${nameOf(own[0])} in the source, expected none`, start: own.index })
    return faults
  }),
}

/** One that is not closed turns what comes after the text. */
function openIsolate(text: string): RegExpExecArray | null {
  const balance = (text.match(ISOLATES)?.length ?? 0) - (text.match(/\u2069/g)?.length ?? 0)
  return balance === 0 ? null : /[\u2066-\u2069]/.exec(text)
}

function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
