/** The numbers of a text, in numerals and in words, Arabic and English. */
import { numberWord, type NumberPart, type NumberWord } from './number-word.ts'
import { readNumeral } from './read-numeral.ts'
import { tokensOf, type Token } from './tokens.ts'

export interface NumberRead {
  readonly kind: 'cardinal' | 'ordinal' | 'percent'
  readonly value: number
  /** See `readNumeral`. */
  readonly other?: number
  /** Offsets in the text, in UTF-16 units. */
  readonly start: number
  readonly end: number
}

/** A number while it is read: `total` of the scales that are closed, `current` below the next one. */
interface Open {
  kind: NumberRead['kind']
  total: number
  current: number
  other?: number
  scale: number
  last: NumberPart | 'numeral'
  start: number
  end: number
}

const ORDINAL_SUFFIX = /^(?:st|nd|rd|th)$/
const PERCENT_SIGN = /^[%\u066A]$/
const PERCENT_WORD = /^(?:بالمئة|بالمائة|percent)$/
const LATIN = /^[a-z\u00C0-\u024F]/

/**
 * In the text's order, none within another. Words and numerals join as a reader joins them: "٣ ملايين و٢٠٠ ألف",
 * "خمسة وعشرون ألفاً", "twenty-five thousand" are one number each; "ثلاثة وأربعة" are two. Plurals without a number
 * before them (آلاف) are none, nor are the parts of a version (2.0.1). Linear.
 */
export function readNumbers(text: string): readonly NumberRead[] {
  return numbersIn(tokensOf(text))
}

/** The same of a text whose tokens are there. */
export function numbersIn(tokens: readonly Token[]): readonly NumberRead[] {
  const numbers: NumberRead[] = []
  let open: Open | undefined
  let and = false
  const close = (): void => {
    if (open && open.last !== 'bound-unit' && open.last !== 'bound-ordinal') numbers.push(numberOf(open))
    open = undefined
  }
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1]
    if (token.kind === 'word' && /^(?:و|and)$/.test(token.text)) {
      and = true
      continue
    }
    const percent = percentAt(tokens, index)
    if (percent && open === undefined) markLast(numbers, before)
    if (percent) {
      if (open && open.kind === 'cardinal') open = { ...open, kind: 'percent', end: token.end }
      close()
    } else if (token.kind === 'numeral') {
      const numeral =
        before?.kind === 'word' && token.joined && LATIN.test(before.text) ? undefined : readNumeral(token.text)
      const goesOn = open && and && open.current === 0 && numeral && numeral.value < open.scale
      if (!goesOn) close()
      if (numeral) open = { ...(open ?? begin(token)), ...atNumeral(numeral), end: token.end }
      const signed = before && PERCENT_SIGN.test(before.text) && token.joined && tokens[index - 2]?.kind !== 'numeral'
      if (open && signed) open = { ...open, kind: 'percent' }
    } else if (open?.last === 'numeral' && token.joined && ORDINAL_SUFFIX.test(token.text)) {
      open = { ...open, kind: 'ordinal', end: token.end }
    } else if (token.text !== '-') {
      const word = token.kind === 'word' ? wordAt(tokens, index) : undefined
      const given = word && { ...word, and: word.and || and }
      const joined = given && open ? joinWord(open, given) : undefined
      if (joined === undefined) close()
      open = joined ?? (given && beginWord(given, token))
      if (open) open = { ...open, end: token.end }
    }
    and = false
  }
  close()
  return numbers
}

/** وأحد عشر has the key of واحد, but is و and أحد. */
function wordAt(tokens: readonly Token[], index: number): NumberWord | undefined {
  const key = tokens[index]?.text ?? ''
  const word = numberWord(key)
  const next = key === 'واحد' ? numberWord(tokens[index + 1]?.text ?? '') : undefined
  return word && next?.part === 'ten' && !next.and ? { ...word, part: 'bound-unit', and: true } : word
}

function begin({ start, end }: Token): Open {
  return { kind: 'cardinal', total: 0, current: 0, scale: 0, last: 'numeral', start, end }
}

function atNumeral({ value, other }: { readonly value: number; readonly other?: number }): Partial<Open> {
  return { current: value, last: 'numeral', ...(other === undefined ? {} : { other }) }
}

function numberOf({ kind, total, current, other, start, end }: Open): NumberRead {
  return { kind, value: total + current, ...(other === undefined ? {} : { other }), start, end }
}

/** %, ٪, بالمئة; في المئة and per cent by their second word. */
function percentAt(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index]
  const next = tokens[index + 1]
  if (token === undefined) return false
  if (PERCENT_SIGN.test(token.text))
    return !(next?.kind === 'numeral' && next.joined && tokens[index - 1]?.kind !== 'numeral')
  const pair = `${tokens[index - 1]?.text ?? ''} ${token.text}`
  return PERCENT_WORD.test(token.text) || /^(?:في (?:المئة|المائة)|per cent)$/.test(pair)
}

/** The number right before the first word of في المئة. */
function markLast(numbers: NumberRead[], between: Token | undefined): void {
  const last = numbers.at(-1)
  if (last?.kind === 'cardinal' && between && between.start - last.end <= 2 && between.start >= last.end)
    numbers[numbers.length - 1] = { ...last, kind: 'percent' }
}

function beginWord({ part, value }: NumberWord, token: Token): Open | undefined {
  const open = { ...begin(token), last: part }
  switch (part) {
    case 'plural-scale':
    case 'fraction':
      return undefined
    case 'scale':
      return { ...open, total: value, scale: value }
    case 'dual-scale':
      return { ...open, total: value, scale: value / 2 }
    case 'ordinal':
    case 'bound-ordinal':
      return { ...open, kind: 'ordinal', current: value }
    default:
      return { ...open, current: value }
  }
}

/** The number with one word more; undefined when the word begins another. */
function joinWord(open: Open, word: NumberWord): Open | undefined {
  const { part, value, and, latin } = word
  const { current, total, scale, last } = open
  if (!Number.isInteger(current) && part !== 'scale' && part !== 'plural-scale') return undefined
  const below = current % 100
  const linked = and || latin
  const add = (fits: boolean): Open | undefined =>
    fits ? { ...open, current: current + value, last: part } : undefined
  const afterUnit = last === 'unit' || last === 'bound-unit'
  const started = last !== 'numeral' && (current > 0 || scale > 0) && open.kind === 'cardinal'
  switch (part) {
    case 'unit':
    case 'bound-unit':
      return add(started && linked && (below === 0 || (latin && last === 'tens')))
    case 'ten':
      if (last === 'ordinal' || last === 'bound-ordinal') return add(!and && current < 10)
      return add(afterUnit && !and ? below > 0 && below < 10 : started && and && below === 0)
    case 'teen':
      return add(started && linked && below === 0)
    case 'tens':
      if (last === 'ordinal' || last === 'bound-ordinal') return add(and && current < 10)
      return add(started && linked && (below === 0 || (and && !latin && afterUnit && below < 10)))
    case 'hundred':
      if (!and && (last === 'unit' || last === 'numeral') && current > 0 && current < 10)
        return { ...open, current: current * 100, last: part }
      return add(started && and && current === 0)
    case 'hundreds':
      return add(started && and && current === 0)
    case 'scale':
    case 'plural-scale':
      if (open.kind !== 'cardinal') return undefined
      if (last === 'fraction' && !and && scale === value) return open // مليون ونصف المليون
      if (!and && current > 0 && (scale === 0 || scale > value))
        return { ...scaled(open), total: total + current * value, current: 0, scale: value, last: part }
      if (!and && current === 0 && scale > 0 && scale < value)
        return { ...open, total: total * value, scale: value, last: part }
      return and && current === 0 && scale > value && part === 'scale'
        ? { ...open, total: total + value, scale: value, last: part }
        : undefined
    case 'dual-scale':
      return and && current === 0 && scale > value
        ? { ...open, total: total + value, scale: value / 2, last: part }
        : undefined
    case 'fraction':
      return and && current === 0 && scale > 0 ? { ...open, total: total + value * scale, last: part } : undefined
    case 'ordinal':
    case 'bound-ordinal':
      return undefined
  }
}

/** "1.250 مليون" is not read in two ways. */
function scaled({ other: _other, ...open }: Open): Open {
  return open
}
