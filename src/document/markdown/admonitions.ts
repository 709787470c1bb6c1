/** `!!! note "عنوان"` with its text indented under it, as MkDocs has it; `???` folds, `=== "عنوان"` is a tab. */
import type { Node } from 'mdast'
import type { BlockContent, DefinitionContent } from 'mdast'
import type { Code, Construct, State, SyntaxExtension, TokenizeContext, Tokenizer, TreeExtension } from './micromark.ts'

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    admonition: 'admonition'
    admonitionHead: 'admonitionHead'
    admonitionIndent: 'admonitionIndent'
  }
}

declare module 'mdast' {
  interface RootContentMap {
    admonition: Admonition
  }
}

export interface Admonition extends Node {
  readonly type: 'admonition'
  /** Its first line. */
  head: string
  children: (BlockContent | DefinitionContent)[]
}

const MARKS: readonly number[] = [0x21, 0x3f, 0x3d]
const INDENT = 4
/** `!!! note`, `!!! warning "عنوان"`, `???+ tip`, `=== "عنوان"`. */
const HEAD = /^(?:(?:!!!|\?\?\?\+?) *[a-z][\w -]*(?:"[^"]*" *)?|===[!+]? +"[^"]*" *)$/i

export const admonitionSyntax: SyntaxExtension = {
  document: Object.fromEntries(
    MARKS.map((mark) => [
      mark,
      {
        tokenize: tokenizeHead,
        continuation: { tokenize: tokenizeContinuation },
        exit(effects) {
          effects.exit('admonition')
        },
      },
    ]),
  ),
}

export const admonitionTree: TreeExtension = {
  enter: {
    admonition(token) {
      this.enter({ type: 'admonition', head: '', children: [] }, token)
    },
    admonitionHead(token) {
      const node = this.stack.at(-1)
      if (node?.type === 'admonition') node.head = this.sliceSerialize(token)
    },
  },
  exit: {
    admonition(token) {
      this.exit(token)
    },
  },
}

function tokenizeHead(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  let head = ''
  const inside: State = (code) => {
    if (!isEnd(code)) {
      head += code !== null && code > 0 ? String.fromCharCode(code) : ' '
      effects.consume(code)
      return inside
    }
    if (!HEAD.test(head)) return nok(code)
    effects.exit('admonitionHead')
    return ok(code)
  }
  return (code) => {
    effects.enter('admonition', { _container: true })
    effects.enter('admonitionHead')
    return inside(code)
  }
}

/** A blank line, or an indent of four columns. */
function tokenizeContinuation(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  let columns = 0
  const indent: State = (code) => {
    if (columns === INDENT) {
      effects.exit('admonitionIndent')
      return ok(code)
    }
    if (!isSpace(code)) return nok(code)
    columns++
    effects.consume(code)
    return indent
  }
  return effects.check(BLANK, ok, (code) => {
    if (!isSpace(code)) return nok(code)
    effects.enter('admonitionIndent')
    return indent(code)
  })
}

const BLANK: Construct = {
  tokenize(effects, ok, nok) {
    const inside: State = (code) => {
      if (isSpace(code)) {
        effects.consume(code)
        return inside
      }
      effects.exit('admonitionIndent')
      return isEnd(code) ? ok(code) : nok(code)
    }
    return (code) => {
      if (!isSpace(code)) return isEnd(code) ? ok(code) : nok(code)
      effects.enter('admonitionIndent')
      return inside(code)
    }
  },
}

function isEnd(code: Code): boolean {
  return code === null || code < -2
}

/** A space, or a column of a tab. */
function isSpace(code: Code): boolean {
  return code === 0x20 || code === -1 || code === -2
}
