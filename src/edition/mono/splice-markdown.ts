/** One language of a Markdown source in the source's own form: everything that is no text stays as it is written. */
import type { RecordUnit } from '../../bitext/record.ts'
import type { Range, SourceForm, SourceUnit, UnitPlace } from '../../bitext/source.ts'
import { encodeContent, plainText } from '../../bitext/content.ts'
import { directionOf } from '../../text/letters.ts'
import type { Edition } from '../edition.ts'
import { GONE } from '../safe-element.ts'
import { safeText } from '../safe-text.ts'
import { wordsIn } from '../words.ts'
import { escapeStart, escapeText } from './escape-text.ts'
import { layAttributes } from './lay-attributes.ts'
import { safeSource } from './safe-source.ts'
import { unitMarkdown } from './unit-markdown.ts'
import { unitText, type Side } from './unit-text.ts'

interface Edit extends Range {
  readonly text: string
}

/**
 * Raw HTML that would act on a page and addresses that are none are left out, as in every edition.
 *
 * @returns Undefined where the source has no form, or some unit's place in it is not known.
 */
export function spliceMarkdown({ document, record, targetLanguage, words }: Edition, side: Side): string | undefined {
  if (document.form === undefined || document.units.some(({ place }) => place === undefined)) return undefined
  const { form, units } =
    side === 'source' ? { ...document, form: document.form } : layAttributes(document, document.form, { record, words })
  const edits = units.flatMap((unit, index): readonly Edit[] => {
    const row = record.units[index]
    const { place } = unit
    if (row === undefined || place === undefined || unit.kind === 'attribute') return []
    return [
      {
        start: place.start,
        end: place.end,
        text: placed(unit, place, row, { form, side, missing: wordsIn(targetLanguage, words).notTranslated }),
      },
    ]
  })
  const leftOut = (form.leftOut ?? []).map((range): Edit => ({ ...range, text: '' }))
  return applied(form, [...edits, ...leftOut], {
    from: record.sourceLanguage,
    to: side === 'source' ? record.sourceLanguage : targetLanguage,
  })
}

interface Placing {
  readonly form: SourceForm
  readonly side: Side
  /** In words. */
  readonly missing: string
}

function placed(unit: SourceUnit, place: UnitPlace, row: RecordUnit, { form, side, missing }: Placing): string {
  const own = form.text.slice(place.start, place.end)
  if (place.syntax === 'yaml') {
    const words = row.segments.map((segment) => (segment[side] ? plainText(segment[side]) : `[${missing}]`)).join(' ')
    // A block of lines ends in a line end, unless its head says that it does not.
    const value = /^[|>](?!\S*-)/.test(own) ? `${words}\n` : words
    return `${side === 'source' ? own.trimEnd() : JSON.stringify(safeText(value))}${/\s*$/.exec(own)?.[0] ?? ''}`
  }
  const isAsItStands = row.segments.every(
    (segment) => segment[side] && encodeContent(segment[side]) === encodeContent(segment.source),
  )
  if (isAsItStands && (unit.kind === 'verse' || (side === 'target' && isPlain(own, unit)))) return own
  const syntax = place.syntax === 'html' ? 'html' : 'markdown'
  const prefix = linePrefix(form.text, place.start)
  const mark =
    syntax === 'html'
      ? `<strong>${missing.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</strong>`
      : `**${escapeText(missing, true)}**`
  const written = unitText(row, unit.codes, side)
    .map((text) =>
      text.kind === 'missing' ? mark : unitMarkdown(text.nodes, { unit, text: form.text, syntax, prefix }),
    )
    .join(' ')
    .replace(/^[ \t]+|[ \t]+$/g, '')
  const whole = [written, ...unread(form.text, place)].join(' ')
  if (syntax === 'html' || /#[ \t]+$/.test(lineBefore(form.text, place.start))) return whole
  // A title in quotes ends with the next one.
  const quoted = /"$/.test(lineBefore(form.text, place.start)) && form.text.charAt(place.end) === '"'
  return (quoted ? whole.replace(/"/g, "'") : whole).split(`\n${prefix}`).map(escapeStart).join(`\n${prefix}`)
}

const EMPHASIS = new Set(['em', 'strong', 'del', 'code'])

/** Nothing in it but words and emphasis, and no link, which might be none that may stand: orders of a site builder, say, which an escape would change. */
function isPlain(own: string, { codes }: SourceUnit): boolean {
  return !/[<&\p{Cf}]|\][([:]/u.test(own) && Object.values(codes).every(({ tagName }) => EMPHASIS.has(tagName))
}

/** In the middle of a text, but none of it: a remark, an anchor, a list of attributes. They go behind it. */
const UNREAD = /<!--[^]*?-->|<a\s+(?:id|name)=["']?[\w\u0600-\u06FF-]+["']?\s*(?:\/>|><\/a>)|\{:?#[^\s{}]+\}/g

function unread(text: string, { start, end, codes }: UnitPlace): readonly string[] {
  const places = Object.values(codes)
  return [...text.slice(start, end).matchAll(UNREAD)].flatMap(({ 0: own, index }) => {
    const at = start + index
    const inner = places.some((place) => place.inner === undefined && place.start <= at && at < place.end)
    return inner ? [] : [own]
  })
}

function lineBefore(text: string, at: number): string {
  return text.slice(text.lastIndexOf('\n', at - 1) + 1, at)
}

/** What the lines of a block begin with after its first: its marks of quotation, and an indent for every other mark. */
function linePrefix(text: string, start: number): string {
  return lineBefore(text, start).replace(/[^\s>]/g, ' ')
}

/** The form's text with these places changed, and all HTML between them made safe; undefined if two of them overlap. */
function applied(form: SourceForm, edits: readonly Edit[], language: LanguageChange): string | undefined {
  const changes = edits.toSorted((one, other) => one.start - other.start)
  let [text, end] = ['', 0]
  for (const change of [...changes, { start: form.text.length, end: form.text.length, text: '' }]) {
    if (change.start < end) return undefined
    text += between(form, { start: end, end: change.start }, language) + change.text
    end = change.end
  }
  return form.lineEnd === '\n' ? text : text.replaceAll('\n', form.lineEnd)
}

/** What stands between two texts. */
function between({ text, html, unsafe }: SourceForm, { start, end }: Range, language: LanguageChange): string {
  const tags = within(html, start, end)
  const parts = [
    ...tags.map((range, index) => {
      const own = text.slice(range.start, range.end)
      return {
        ...range,
        end: goneEnd(own, tags.slice(index + 1), text) ?? range.end,
        text: turned(safeSource(own), language),
      }
    }),
    ...within(unsafe, start, end).map((range) => ({ ...range, text: '' })),
  ].toSorted((one, other) => one.start - other.start)
  let [written, at] = ['', start]
  for (const part of parts) {
    if (part.start < at) continue // inside one that is left out
    written += text.slice(at, part.start) + part.text
    at = part.end
  }
  return written + text.slice(at, end)
}

/** Of a tag whose element goes with all that is in it: where its end tag ends. */
function goneEnd(tag: string, next: readonly Range[], text: string): number | undefined {
  const name = /^<([A-Za-z]+)/.exec(tag)?.[1]?.toLowerCase() ?? ''
  if (!GONE.has(name)) return undefined
  return next.find((range) => text.slice(range.start, range.end).toLowerCase().startsWith(`</${name}`))?.end
}

/** The parts of some ranges that lie in another. */
function within(ranges: readonly Range[], start: number, end: number): readonly Range[] {
  return ranges
    .filter((range) => range.start < end && range.end > start)
    .map((range) => ({ start: Math.max(start, range.start), end: Math.min(end, range.end) }))
}

interface LanguageChange {
  readonly from: string
  readonly to: string
}

/** What says language or direction of the text in it says those of the text that stands there now. */
function turned(html: string, { from, to }: LanguageChange): string {
  const [before, after] = [directionOf(from), directionOf(to)]
  return html.replace(/<[A-Za-z][^<>]*>/g, (tag) =>
    tag
      .replace(new RegExp(`(\\sdir=["']?)${before}\\b`, 'gi'), `$1${after}`)
      .replace(new RegExp(`(\\slang=["']?)${from}\\b`, 'gi'), `$1${to}`),
  )
}
