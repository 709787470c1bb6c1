/** A text in OpenITI's marks as a tree: its head left out, its headings, paragraphs, verses and pages known by their marks. */
import type { ElementContent, Root } from 'hast'
import type { LeftOut } from '../bitext/source.ts'
import { MuqabilError } from '../errors.ts'
import { LONGEST_HALF, splitVerse } from '../text/verse-line.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import type { ReadOptions, ReadResult } from './read-result.ts'

const MAGIC = /^\uFEFF?\s*######OpenITI#/
const HALVES = '%~%'
const HEAD_END = '#META#Header#End#'
/** '#META# 020.BookTITLE :: …', in older files '#META#020.BookTITLE\t:: …'. */
const TITLE = /^#META#\s*(?:\d+\.)?(?:BookTITLE|Title)\s*:{1,2}\s*(.+)$/i
/** '"BookTitle": "…"', where the head is JSON. */
const JSON_TITLE = /^"BookTitle"\s*:\s*"(.+)",?$/
/**
 * '### | باب', '### || فصل', and '# | باب' of simpler conversions; '### $ …' and '### $BIO_MAN$ …' are entries of a
 * dictionary of lives or words, '### @ …' events of a chronicle, '### |EDITOR|' says whose words follow.
 */
const HEADING = /^(?:###\s*|#\s+(?=\|+\s))(\|{1,6}|\$[A-Z_]+\$|\$+|@(?:\s+RAW\b)?)\s*(.*)$/
const EDITORIAL = /^(?:EDITOR|PARATEXT)\|?\s*/
/** What readers have marked in the text: '@QB@ … @QE@' of the Quran, '@MATN@', '@YB100', '$RWY$' before a report. */
const TAG = /(?<![\w.$@])(?:@[A-Z]+(?:_[A-Z]+)*\d*@?|\$[A-Z_]+\$)(?![\w@])\s*/g
/** Pages end with their mark; milestones count words. */
const MARK = /\b(?:Page(?:End)?V(\d{1,3})P(\d{1,5})[A-Z]?|ms[A-Z]?\d{2,6})\b\s*/g

const MARKS_AROUND = new RegExp(`^\\s*(?:${MARK.source})+|\\s*(?:${MARK.source})+$`, 'g')

/** Whether the text says so in its first line, or has the end of its head. */
export function isOpeniti(text: string): boolean {
  return MAGIC.test(text) || text.slice(0, LONGEST_HEAD).includes(HEAD_END)
}

/** In UTF-16 units. */
const LONGEST_HEAD = 65_536
const LONGEST_VERSE = 3 * LONGEST_HALF

interface Block {
  readonly tagName: string
  /** 1-based. */
  readonly line: number
  readonly lines: string[]
}

/** @throws {MuqabilError} `document-too-long`. */
export function readOpeniti(text: string, { limits = DEFAULT_LIMITS }: ReadOptions, file = ''): ReadResult {
  const lines = text.split(/\r\n|[\n\r\u0085\u2028\u2029]/)
  const end =
    lines.indexOf(HEAD_END) === -1 ? lines.findIndex((line) => line.trim() === HEAD_END) : lines.indexOf(HEAD_END)
  const head = lines.slice(0, end + 1)
  const blocks = blocksOf(lines, end + 1)
  const excess = blocks[limits.rows]
  if (excess) throw new MuqabilError('document-too-long', { limit: limits.rows }, { file, line: excess.line })
  const starts = pageStarts(blocks)
  const children = blocks.flatMap((block) => elementOf(block, starts))
  const title = head
    .map((line) => (TITLE.exec(line.trim()) ?? JSON_TITLE.exec(line.trim()))?.[1]?.trim())
    .find((each) => each && !/^NO[A-Z]*$/.test(each))
  const leftOut = head.flatMap((line, index): readonly LeftOut[] =>
    line.trim() === '' ? [] : [{ text: line.trim(), reason: 'head', line: index + 1 }],
  )
  return {
    tree: { type: 'root', children } satisfies Root,
    decisions: ['headings, paragraphs, verses and pages are those of OpenITI’s marks'],
    findings: [],
    leftOut,
    ...(title === undefined ? {} : { frontMatter: { title } }),
  }
}

/** `# ` begins a paragraph, `~~` goes on with one, `%~%` parts the halves of a verse, which is a line of its own. */
function blocksOf(lines: readonly string[], from: number): readonly Block[] {
  const blocks: Block[] = []
  for (const [index, raw] of lines.entries()) {
    const own = raw.trim()
    if (index < from || own === '' || MAGIC.test(own)) continue
    const line = index + 1
    const [, mark, words = ''] = HEADING.exec(own) ?? []
    const last = blocks.at(-1)
    if (mark !== undefined) {
      const said = words.replace(EDITORIAL, '')
      if (said.trim() !== '')
        blocks.push({ tagName: mark.startsWith('|') ? `h${mark.length}` : 'p', line, lines: [withoutTags(said)] })
    } else if (own.startsWith('~~') && last?.tagName === 'p' && !isVerseOfItsOwn(own, last))
      last.lines.push(withoutTags(own.slice(2).trim()))
    else blocks.push({ tagName: 'p', line, lines: [withoutMarks(own)] })
  }
  return blocks.flatMap(parted)
}

function withoutMarks(line: string): string {
  return withoutTags(line.replace(/^(?:#+|~~)\s*/, '')).replace(/^\$+\s*/, '')
}

/**
 * A verse of older conversions is two halves and its number, or that of the poem's next with its metre:
 * '% half % half % 12', '% half % % half % % البحر : طويل 1'. The metre stands behind the verse, by itself.
 */
function parted(block: Block): readonly Block[] {
  const text = block.lines.join(' ')
  if (!text.startsWith('%') || text.length > LONGEST_VERSE) return [block]
  const [first, second, ...rest] = text
    .split('%')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (first === undefined || second === undefined || rest.length > 1 || /^\d/.test(second)) return [block]
  const tail = rest[0] ?? ''
  const marks = tail.match(MARK) ?? []
  const metre = tail
    .replace(MARK, '')
    .replace(/\d+\s*$/, '')
    .trim()
  if (metre !== '' && !/^البحر\s*:/.test(metre)) return [block]
  const verse = [first, HALVES, second, ...marks.map((mark) => mark.trim())].join(' ')
  return [{ ...block, lines: [verse] }, ...(metre === '' ? [] : [{ ...block, lines: [metre] }])]
}

function withoutTags(words: string): string {
  return words.replace(TAG, (_, at: number) => (/^\S/.test(words.charAt(at - 1)) ? ' ' : '')).trimEnd()
}

/** A line of two halves that goes on with a paragraph, or with another such line. */
function isVerseOfItsOwn(line: string, { lines }: Block): boolean {
  const before = lines.join(' ')
  return isVerse(line.slice(2)) && (!before.includes(HALVES) || isVerse(before))
}

function isVerse(text: string): boolean {
  return text.includes(HALVES) && splitVerse(text.replace(MARK, ' ')) !== undefined
}

/** For each mark of a page's end, in order, the page that begins there; the first one's own page begins the text. */
function pageStarts(blocks: readonly Block[]): { readonly names: readonly string[]; next: number } {
  const names = blocks.flatMap(({ lines }) =>
    [...lines.join(' ').matchAll(MARK)].flatMap(([, volume, page]) =>
      page === undefined ? [] : [nameOf(volume ?? '', page)],
    ),
  )
  return { names, next: 0 }
}

/** '1/5'; a text of one volume has V00 and pages alone. */
function nameOf(volume: string, page: string): string {
  return Number(volume) === 0 ? String(Number(page)) : `${Number(volume)}/${Number(page)}`
}

/** With the pages that begin in it; a block of marks alone gives them to the one after it. */
function elementOf(
  { tagName, line, lines }: Block,
  starts: { readonly names: readonly string[]; next: number },
): ElementContent[] {
  const text = lines.join(' ')
  const children: ElementContent[] = []
  const page = (name: string | undefined): void => {
    if (name !== undefined)
      children.push({ type: 'element', tagName: 'span', properties: { dataPage: name }, children: [] })
  }
  const shape = isWholeVerse(text) ? 'verse' : 'prose'
  if (starts.next === 0) page(starts.names[starts.next++])
  let end = 0
  for (const { 0: mark, 2: number, index } of text.matchAll(MARK)) {
    const before = text.slice(end, index)
    children.push(...textOf(before.trimEnd(), shape))
    const isApart = /\s$/.test(mark) || /^\s/.test(before.slice(-1))
    if (isApart && index > 0 && index + mark.length < text.length) children.push({ type: 'text', value: ' ' })
    if (number !== undefined) page(starts.names[starts.next++])
    end = index + mark.length
  }
  children.push(...textOf(text.slice(end), shape))
  if (children.every((child) => child.type === 'element')) return children
  const start = { line, column: 1 }
  return [{ type: 'element', tagName, properties: {}, children, position: { start, end: start } }]
}

/** Two halves, with pages that end before or after them: one that ends inside leaves prose. */
function isWholeVerse(text: string): boolean {
  if (text.length > 2 * LONGEST_VERSE) return false // a line without end is no verse, and is not searched
  const inner = text.replace(MARKS_AROUND, '').trim()
  return inner.search(MARK) === -1 && splitVerse(inner) !== undefined
}

/** Verse keeps the break between its halves. */
function textOf(text: string, shape: 'verse' | 'prose'): ElementContent[] {
  const value = shape === 'verse' ? text : withoutBreaks(text)
  return value === '' ? [] : [{ type: 'text', value }]
}

function withoutBreaks(text: string): string {
  const parts = text.split(HALVES)
  const trimmed = parts.map((part, index) => {
    const start = index === 0 ? part : part.trimStart()
    return index === parts.length - 1 ? start : start.trimEnd()
  })
  return trimmed.join(' ')
}
