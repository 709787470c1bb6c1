/** Stops the Markdown parser in a block that alone has more rows than a document may have. */
import { MuqabilError } from '../../errors.ts'
import type { Construct, Effects, SyntaxExtension, TokenizeContext } from './micromark.ts'

export interface RowLimitOptions {
  /** Most paragraphs, headings and cells. */
  readonly rows: number
  /** Named in the error, with the lines before this text. */
  readonly file: string
  readonly lines: number
}

/** What a row begins with; a cell has at most two dividers, and lines of code are not rows, but as much to the parser. */
const HALVES: Readonly<Record<string, number>> = { content: 2, atxHeading: 2, tableCellDivider: 1, codeFlowValue: 1 }

/**
 * A table or a quotation cannot be cut, and its cells take the parser a hundred times its memory:
 * they are counted as it comes to them.
 *
 * @throws {MuqabilError} `document-too-long`, out of the parser.
 */
export function rowLimit({ rows, file, lines }: RowLimitOptions): SyntaxExtension {
  const known = new WeakSet<Effects>()
  let halves = 0
  const watch = (context: TokenizeContext, effects: Effects): void => {
    known.add(effects)
    const { enter } = effects
    // All constructs of a flow share this object.
    effects.enter = (type, fields) => {
      halves += HALVES[type] ?? 0
      if (halves > 2 * rows + 2)
        throw new MuqabilError('document-too-long', { limit: rows }, { file, line: lines + context.now().line })
      return enter(type, fields)
    }
  }
  const watcher: Construct = {
    tokenize(effects, _ok, nok) {
      if (!known.has(effects)) watch(this, effects)
      return nok
    },
  }
  return { flow: { null: watcher } }
}
