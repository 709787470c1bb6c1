/** Lines such as `:::tip عنوان` and `:::`, which open and close a container in the dialects of site builders. */
import type { Node } from 'mdast'
import type { Code, State, SyntaxExtension, TokenizeContext, Tokenizer, TreeExtension } from './micromark.ts'

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    containerLine: 'containerLine'
  }
}

declare module 'mdast' {
  interface RootContentMap {
    containerLine: ContainerLine
  }
}

/** One such line; what stands between an opening and a closing one is put into it later. */
export interface ContainerLine extends Node {
  readonly type: 'containerLine'
  /** The whole line. */
  value: string
}

const COLON = 0x3a
const LEAST = 3

/** The line interrupts a paragraph, so no blank lines are needed round it. */
export const containerLineSyntax: SyntaxExtension = { flow: { [COLON]: { tokenize } } }

export const containerLineTree: TreeExtension = {
  enter: {
    containerLine(token) {
      this.enter({ type: 'containerLine', value: this.sliceSerialize(token) }, token)
    },
  },
  exit: {
    containerLine(token) {
      this.exit(token)
    },
  },
}

/** Three colons or more, then nothing or a name: `:::: {.note}`, `::: tip`, `:::`. */
function tokenize(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  let colons = 0
  const isEnd = (code: Code): boolean => code === null || code < -2
  const marker: State = (code) => {
    if (code === COLON) {
      colons++
      effects.consume(code)
      return marker
    }
    return colons < LEAST ? nok(code) : space(code)
  }
  const space: State = (code) => {
    if (code === 0x20 || code === -1 || code === -2) {
      effects.consume(code)
      return space
    }
    return isEnd(code) || (code !== null && /[\p{L}{]/u.test(String.fromCharCode(code))) ? rest(code) : nok(code)
  }
  const rest: State = (code) => {
    if (isEnd(code)) {
      effects.exit('containerLine')
      return ok(code)
    }
    effects.consume(code)
    return rest
  }
  return (code) => {
    effects.enter('containerLine')
    return marker(code)
  }
}
