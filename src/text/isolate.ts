/** Text of files in a terminal: nothing in it is obeyed, right-to-left runs stay in their place. */
import { isolateRightToLeft, showInvisible } from '../errors.ts'

/** Safe to print: escapes and controls of the text are shown, not obeyed; right-to-left text is isolated. */
export function safeForTerminal(text: string): string {
  return isolateRightToLeft(showInvisible(text))
}
