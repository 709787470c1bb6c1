/** The forms in which a segment may be asked for, best first: the provider's own markup, placeholders, its pieces alone. */
import { countCodePoints, plainText, type Content } from '../bitext/content.ts'
import type { Markup } from '../providers/provider.ts'
import { decodeMarkup, encodeMarkup, type Decoded } from './markup.ts'

export interface Form {
  readonly name: Markup | 'pieces'
  /** The texts to send for one segment, mostly one. */
  readonly encode: (source: Content) => readonly string[]
  /** Answers to these texts, as many. */
  readonly decode: (answers: readonly string[], source: Content) => Decoded
}

/** For a segment without codes there is but one form. */
export function formsOf(source: Content, markup: Markup): readonly Form[] {
  if (!source.some((part) => typeof part === 'object')) return [forms[markup]]
  return [forms[markup], ...(markup === 'placeholders' ? [] : [placeholdersInside(markup)]), pieces(markup)]
}

function inMarkup(markup: Markup): Form {
  return {
    name: markup,
    encode: (source) => [encodeMarkup(source, markup)],
    decode: ([answer = ''], source) => decodeMarkup(answer, source, markup),
  }
}

const forms: Readonly<Record<Markup, Form>> = {
  html: inMarkup('html'),
  xml: inMarkup('xml'),
  placeholders: inMarkup('placeholders'),
}

/** Placeholders as text of a service that reads markup. */
function placeholdersInside(markup: Markup): Form {
  return {
    name: 'placeholders',
    encode: (source) => [encodeMarkup([encodeMarkup(source, 'placeholders')], markup)],
    decode([answer = ''], source) {
      const text = decodeMarkup(answer, [''], markup)
      return text.kind === 'content' ? decodeMarkup(plainText(text.content), source, 'placeholders') : text
    },
  }
}

/** The text between the codes, each run alone: the codes stay where they are, for the price of the words' order. */
function pieces(markup: Markup): Form {
  return {
    name: 'pieces',
    encode: (source) =>
      source
        .filter((part) => typeof part === 'string')
        .filter(hasWord)
        .map((text) => encodeMarkup([text.trim()], markup)),
    decode(answers, source) {
      const rest = answers.map((answer) => decodeMarkup(answer, [''], markup))
      const bad = rest.find((each) => each.kind === 'bad-codes')
      if (bad) return bad
      const texts = rest.map((each) => (each.kind === 'content' ? plainText(each.content).trim() : ''))
      const content = source.map((part) => {
        if (typeof part !== 'string' || !hasWord(part)) return part
        const [, before = '', after = ''] = /^(\s*)[^]*?(\s*)$/.exec(part) ?? []
        return `${before}${texts.shift() ?? ''}${after}`
      })
      return { kind: 'content', content }
    },
  }
}

/** A letter or digit: a run of punctuation alone stays as it is. */
function hasWord(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text)
}

/** Size of texts as they are sent. */
export function sizeOfTexts(texts: readonly string[]): {
  readonly characters: number
  readonly bytes: number
  readonly codeUnits: number
} {
  let [characters, bytes, codeUnits] = [0, 0, 0]
  for (const text of texts) {
    characters += countCodePoints(text)
    bytes += utf8Length(text)
    codeUnits += text.length
  }
  return { characters, bytes, codeUnits }
}

function utf8Length(text: string): number {
  let bytes = 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    // Two surrogates make four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : unit >= 0xd800 && unit <= 0xdfff ? 2 : 3
  }
  return bytes
}
