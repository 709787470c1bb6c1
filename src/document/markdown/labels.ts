/** Which links and notes a piece of Markdown may refer to, although other pieces define them. */
import type { Construct, ParseContext, SyntaxExtension } from './micromark.ts'

/** Labels of link definitions and of notes, as the parser compares them. */
export interface LabelSets {
  readonly links: ReadonlySet<string>
  readonly notes: ReadonlySet<string>
}

/** What one piece was asked and told. */
export interface LabelSession extends LabelSets {
  /** Labels that the piece itself defines. */
  readonly own: LabelSets
  /** Labels that were looked up in its text. */
  readonly asked: LabelSets
  readonly extension: SyntaxExtension
}

/**
 * The parser keeps the labels that a document defines in two lists, and finishes them before it
 * looks at any text. This puts in their place lists that also know the labels of other pieces.
 *
 * @param known Labels of the whole document, as far as they are known.
 */
export function labelSession(known: LabelSets): LabelSession {
  const links = new LabelList(known.links)
  const notes = new LabelList(known.notes)
  const place = (parser: ParseContext): void => {
    if (parser.defined === links) return
    parser.defined = links
    Object.assign(parser, { gfmFootnotes: notes })
  }
  const defining: Construct = {
    tokenize(_effects, _ok, nok) {
      place(this.parser)
      return nok
    },
  }
  const asking: Construct = {
    tokenize(_effects, _ok, nok) {
      place(this.parser)
      links.asking = notes.asking = true
      return nok
    },
  }
  return {
    ...known,
    own: { links: links.own, notes: notes.own },
    asked: { links: links.asked, notes: notes.asked },
    extension: {
      document: { [BRACKET]: defining },
      contentInitial: { [BRACKET]: defining },
      text: { [BRACKET]: asking, [EXCLAMATION]: asking, [CLOSING_BRACKET]: asking },
    },
  }
}

const EXCLAMATION = 0x21
const BRACKET = 0x5b
const CLOSING_BRACKET = 0x5d

/** The two methods of a list that the parser uses, in the time that a set takes. */
class LabelList extends Array<string> {
  /** Definitions come first: until then only own labels count. */
  asking = false
  readonly own = new Set<string>()
  readonly asked = new Set<string>()
  readonly #known: ReadonlySet<string>

  constructor(known: ReadonlySet<string>) {
    super()
    this.#known = known
  }

  override includes(label: string): boolean {
    if (!this.asking) return this.own.has(label)
    this.asked.add(label)
    return this.own.has(label) || this.#known.has(label)
  }

  override push(...labels: readonly string[]): number {
    for (const label of labels) this.own.add(label)
    return this.own.size
  }
}
