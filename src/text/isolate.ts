/** Text of files in a terminal: nothing in it is obeyed, right-to-left runs stay in their place. */
import { isolateRightToLeft, showInvisible } from '../errors.ts'

/** A run that is isolated already, as messages hold them: FIRST STRONG ISOLATE … POP DIRECTIONAL ISOLATE, none inside. */
const ISOLATED = /(\u2068[^\u2066-\u2069]*\u2069)/

/** Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/

/** Safe to print: escapes and controls of the text are shown, not obeyed; right-to-left text is isolated, once. */
export function safeForTerminal(text: string): string {
  return text
    .split(ISOLATED)
    .map((part, index) => {
      const isIsolated = index % 2 === 1
      return isolateRightToLeft(showInvisible(isIsolated ? part.slice(1, -1) : part))
    })
    .join('')
}

/** Whether there are letters in it that are written from right to left. */
export function isRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text)
}
