/** Stops the Markdown parser in a paragraph that would take it forever. */
import { MuqabilError } from '../../errors.ts'
import type { Code, Construct, Effects, SyntaxExtension, TokenizeContext } from './micromark.ts'

export interface MarkupLimitOptions {
  /** Most marks in one paragraph. */
  readonly markup: number
  /** UTF-16 units of the text that the parser is given. */
  readonly length: number
  /** Named in the error, with the lines before this text. */
  readonly file: string
  readonly lines: number
}

/** ! $ & * < [ \\ ] _ ` ~ and the first letters of addresses. */
const MARKS = [0x21, 0x24, 0x26, 0x2a, 0x3c, 0x5b, 0x5c, 0x5d, 0x5f, 0x60, 0x7e]
const ADDRESSES = [0x48, 0x57, 0x68, 0x77]
/** A run of these is one mark to the parser, and as many pairs as it is long. */
const RUNS = new Set<Code>([0x2a, 0x5f, 0x7e])
/** How often a text may be read over: what opens and never closes is looked for to the end each time. */
const MOST_READINGS = 30
const SHORT = 10_000

/**
 * Emphasis and links are matched in a time that grows with the square of their number, and a
 * comment or a code that nothing closes is looked for to the end of its paragraph each time. Both
 * are counted while the parser is at it, so that no text it can read in time is refused.
 *
 * @throws {MuqabilError} `markup-too-dense`, out of the parser.
 */
export function markupLimit({ markup, length, file, lines }: MarkupLimitOptions): SyntaxExtension {
  let paragraph: Effects | undefined
  let before: Code = null
  let [marks, readings] = [0, 0]
  const refuse = (context: TokenizeContext): never => {
    throw new MuqabilError('markup-too-dense', { limit: markup }, { file, line: lines + context.now().line })
  }
  const begin = (context: TokenizeContext, effects: Effects): void => {
    paragraph = effects
    marks = readings = 0
    const { consume } = effects
    // All constructs of a paragraph share this object: what they read in vain is counted too.
    effects.consume = (code) => {
      if (code === before && RUNS.has(code) && ++marks > markup) refuse(context)
      before = code
      if (++readings > MOST_READINGS * (length + SHORT)) refuse(context)
      return consume(code)
    }
  }
  const mark: Construct = {
    tokenize(effects, _ok, nok) {
      if (effects !== paragraph) begin(this, effects)
      if (++marks > markup) refuse(this)
      return nok
    },
  }
  const address: Construct = { ...mark, previous: (code) => code === null || code < 0x41 }
  return {
    text: Object.fromEntries([...MARKS.map((code) => [code, mark]), ...ADDRESSES.map((code) => [code, address])]),
  }
}
