/** Subtitles (SubRip and WebVTT) as a tree: a cue is a paragraph, its times stand before it. */
import type { Element, ElementContent, Root } from 'hast'
import { MuqabilError } from '../errors.ts'
import { withoutInvisible } from '../text/marks.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import { SEPARATORS, withLineFeeds } from './line-ends.ts'
import type { ReadOptions, ReadResult } from './read-result.ts'
import { readCueText } from './subtitles/read-cue-text.ts'

/** '00:01:02,500 --> 00:01:04,000', in WebVTT also without hours, with a point, and settings after it. */
const TIMES = /^\s*((?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3})\s*-->\s*((?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3})(?:\s.*)?$/
/** Blocks of WebVTT that are no cues, up to the next empty line. */
const ASIDE = /^(?:NOTE|STYLE|REGION)(?:\s|$)/

interface Cue {
  readonly times: string
  /** 1-based line of its times. */
  readonly line: number
  readonly lines: string[]
}

/**
 * Reads cues in the order of the file. Their times are codes, which no translation can lose. A line
 * end in a cue is a space, but before the dash of another speaker.
 *
 * @throws {MuqabilError} `document-too-long`; `source-damaged` where there is text and no cue.
 */
export function readSubtitles(text: string, { limits = DEFAULT_LIMITS }: ReadOptions, file: string): ReadResult {
  const lines = withLineFeeds(text).replace(SEPARATORS, '\n').split('\n')
  const cues = cuesOf(lines)
  const excess = cues[limits.rows]
  if (excess) throw new MuqabilError('document-too-long', { limit: limits.rows }, { file, line: excess.line })
  if (cues.length === 0 && lines.some((line) => line.trim() !== '' && !/^\uFEFF?WEBVTT/.test(line)))
    throw new MuqabilError('source-damaged', { problem: 'subtitles without the times of a cue' }, { file })
  const tree: Root = { type: 'root', children: cues.map(paragraphOf) }
  return { tree, decisions: [], findings: [] }
}

/** A cue ends before the number or the name of the next one; an empty line in it is none. */
function cuesOf(lines: readonly string[]): readonly Cue[] {
  const cues: Cue[] = []
  let isAside = false
  for (const [index, line] of lines.entries()) {
    const [, from, to] = TIMES.exec(line) ?? []
    const isBlank = line.trim() === ''
    if (from !== undefined) {
      takeName(cues.at(-1)?.lines, lines[index - 1])
      cues.push({ times: `${from} --> ${to}`, line: index + 1, lines: [] })
      isAside = false
    } else if (isBlank) isAside = false
    else if (ASIDE.test(line) && (lines[index - 1] ?? '').trim() === '' && index > 0) isAside = true
    if (from === undefined && !isAside) cues.at(-1)?.lines.push(line)
  }
  return cues
}

/** The line above the times is the cue's name or number if an empty line is above it. */
function takeName(before: string[] | undefined, above: string | undefined): void {
  if (before === undefined || above === undefined || above.trim() === '' || before.at(-1) !== above) return
  const isApart = before.length === 1 ? false : before.at(-2)?.trim() === ''
  if (isApart || /^\s*\d+\s*$/.test(above)) before.pop()
}

/** '- نعم', '<i>- نعم</i>'. */
const SPEAKER = /^\s*(?:(?:<[^<>]*>|\{[^{}]*\})\s*)*[-\u2013\u2014]\s*\S/

function paragraphOf({ times, line, lines }: Cue): Element {
  const shown = lines.map((each) => each.trim()).filter((each) => withoutInvisible(each).trim() !== '')
  const children = readCueText(
    shown.reduce((text, each) => `${text}${text === '' ? '' : SPEAKER.test(each) ? '\n' : ' '}${each}`, ''),
  )
  const position = { start: { line, column: 1 }, end: { line, column: 1 } }
  const time: ElementContent = {
    type: 'element',
    tagName: 'span',
    properties: { translate: 'no', dir: 'ltr' },
    children: [{ type: 'text', value: times }],
  }
  const content = children.length === 0 ? [] : [time, lineEnd(), ...children]
  return { type: 'element', tagName: 'p', properties: {}, children: content, position }
}

function lineEnd(): ElementContent {
  return { type: 'element', tagName: 'br', properties: {}, children: [] }
}
