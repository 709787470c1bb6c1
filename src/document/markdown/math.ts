/** `$…$` and `$$…$$`: mathematics, which is carried as it stands. */
import { hasLettersOf } from '../../text/letters.ts'
import type {
  Code,
  CompileContext,
  Construct,
  State,
  SyntaxExtension,
  Token,
  TokenizeContext,
  Tokenizer,
  TreeExtension,
} from './micromark.ts'

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    mathText: 'mathText'
    mathFlow: 'mathFlow'
    mathData: 'mathData'
  }
}

const DOLLAR = 0x24
const BACKSLASH = 0x5c
/** In a line of text, in UTF-16 units; the end of a longer one is not looked for. */
const LONGEST_FORMULA = 1_000
const OPENING_BRACE = 0x7b
const CLOSING_BRACE = 0x7d

/**
 * As code hosts read it: a dollar opens before something that is not white space, and closes after
 * something that is not and before what is no letter or digit, so that prices are no formula. Words
 * of Arabic between two dollars are words: a formula has them only inside `\text{…}`.
 *
 * @param text What the parser is about to be given.
 */
export function mathSyntax(text: string): SyntaxExtension {
  const blocks = new Set(findMathBlocks(text).map(({ line }) => line))
  return {
    text: { [DOLLAR]: { tokenize: tokenizeText, previous: isOutside } satisfies Construct },
    flow:
      blocks.size === 0
        ? {}
        : {
            [DOLLAR]: {
              concrete: true,
              tokenize(effects, ok, nok) {
                return blocks.has(this.now().line) ? tokenizeFlow.call(this, effects, ok, nok) : nok
              },
            } satisfies Construct,
          },
  }
}

export interface MathBlock {
  /** Its first line, 1-based. */
  readonly line: number
  /** Offsets of its first line, and of the line after its last. */
  readonly from: number
  readonly to: number
}

/**
 * The blocks: two dollars, and two again at the end of this or of a later line, no blank one between
 * them. They are looked for before the parser comes to them because it takes no line for a list or a
 * quotation while a block is open, and cannot take that back.
 */
export function findMathBlocks(text: string): readonly MathBlock[] {
  const blocks: MathBlock[] = []
  if (!text.includes('$$')) return blocks
  const lines = text.split('\n')
  let from = 0
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    const [opening, indent = ''] = /^([ \t>]*)\$\$(?!\$)/.exec(line) ?? []
    const end = opening === undefined ? -1 : blockEnd(lines, index, indent)
    const length = lines.slice(index, Math.max(end, index) + 1).reduce((sum, each) => sum + each.length + 1, 0)
    if (end !== -1) blocks.push({ line: index + 1, from, to: from + length })
    from += length
    index = Math.max(end, index)
  }
  return blocks
}

/** Index of the line that closes the block; -1 if none does. */
function blockEnd(lines: readonly string[], start: number, indent: string): number {
  for (let index = start; index < lines.length; index++) {
    const line = lines[index] ?? ''
    const own = (index === start ? line.slice(indent.length + 2) : line.slice(indent.length)).trim()
    if (!line.startsWith(indent) || isProse(own) || (own === '' && index > start)) return -1
    if (own.endsWith('$$') && (index > start || own !== '$$')) return index
  }
  return -1
}

/** Inline mathematics becomes inline code, dollars and all, a block of it a block of code in the language `math`. */
export const mathTree: TreeExtension = {
  enter: {
    mathText(token) {
      this.enter({ type: 'inlineCode', value: '', data: { hProperties: { className: ['language-math'] } } }, token)
      this.buffer()
    },
    mathFlow(token) {
      this.enter({ type: 'code', lang: 'math', value: '' }, token)
      this.buffer()
    },
  },
  exit: {
    mathData(token) {
      this.config.enter.data?.call(this, token)
      this.config.exit.data?.call(this, token)
    },
    mathText: exitMath,
    mathFlow: exitMath,
  },
}

function exitMath(this: CompileContext, token: Token): void {
  const text = this.resume()
  const node = this.stack.at(-1)
  if (node?.type === 'inlineCode') node.value = text.replace(/\s+/g, ' ')
  if (node?.type === 'code') node.value = text.replace(/^\$\$\s?|\s?\$\$\s*$/g, '')
  this.exit(token)
}

/** After a letter, a digit or another dollar it is a currency's or a variable's. */
function isOutside(code: Code): boolean {
  return code !== DOLLAR && !isWordCode(code)
}

function isWordCode(code: Code): boolean {
  return code !== null && code > 0 && /[A-Za-z0-9\u0660-\u0669]/.test(String.fromCharCode(code))
}

function isLineEnding(code: Code): boolean {
  return code !== null && code < -2
}

function isWhite(code: Code): boolean {
  return code === null || code < 0 || code === 0x20
}

function tokenizeText(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  let [size, closing, braces] = [0, 0, 0]
  let last: Code = null
  let text = ''
  const take = (code: Code): void => {
    if (isLineEnding(code)) {
      effects.exit('mathData')
      effects.enter('lineEnding')
      effects.consume(code)
      effects.exit('lineEnding')
      effects.enter('mathData')
    } else effects.consume(code)
  }
  const open: State = (code) => {
    if (code === DOLLAR && size < 2) {
      size++
      effects.consume(code)
      return open
    }
    return (size === 1 && isWhite(code)) || code === DOLLAR ? nok(code) : inside(code)
  }
  const inside: State = (code) => {
    if (code === null || text.length > LONGEST_FORMULA) return nok(code)
    if (code === DOLLAR && last !== BACKSLASH) {
      closing = 0
      return close(code)
    }
    if (code === OPENING_BRACE || code === CLOSING_BRACE) braces += code === OPENING_BRACE ? 1 : -1
    if (braces < 1 && code > 0x600 && hasLettersOf('ar', String.fromCharCode(code))) return nok(code)
    last = last === BACKSLASH && code === BACKSLASH ? null : code
    text += code > 0 ? String.fromCharCode(code) : ' '
    take(code)
    return inside
  }
  const close: State = (code) => {
    if (code === DOLLAR && closing < size) {
      closing++
      effects.consume(code)
      return close
    }
    const sound = closing === size && code !== DOLLAR && (size === 2 || (!isWhite(last) && !isWordCode(code)))
    if (!sound) {
      last = DOLLAR
      text += '$'
      return code === DOLLAR ? nok(code) : inside(code)
    }
    if (text.trim() === '' || isProse(text)) return nok(code)
    effects.exit('mathData')
    effects.exit('mathText')
    return ok(code)
  }
  return (code) => {
    effects.enter('mathText')
    effects.enter('mathData')
    return open(code)
  }
}

/** Arabic letters outside of `\text{…}` and the like. */
function isProse(text: string): boolean {
  return hasLettersOf('ar', text.replace(/\\[a-z]+\{[^{}]*\}/gi, ''))
}

/** Up to the line that ends with two dollars. */
function tokenizeFlow(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  let [line, first] = ['', true]
  const inside: State = (code) => {
    if (code !== null && !isLineEnding(code)) {
      line += code > 0 ? String.fromCharCode(code) : ' '
      effects.consume(code)
      return inside
    }
    const own = line.trim()
    if (own.endsWith('$$') && (!first || own.length > 4)) {
      effects.exit('mathData')
      effects.exit('mathFlow')
      return ok(code)
    }
    if (code === null) return nok(code)
    ;[line, first] = ['', false]
    effects.exit('mathData')
    effects.enter('lineEnding')
    effects.consume(code)
    effects.exit('lineEnding')
    effects.enter('mathData')
    return lineStart
  }
  // A line that has left the quotation or the item is none of the block's.
  const lineStart: State = (code) => (this.parser.lazy[this.now().line] === true ? nok(code) : inside(code))
  return (code) => {
    effects.enter('mathFlow')
    effects.enter('mathData')
    return inside(code)
  }
}
