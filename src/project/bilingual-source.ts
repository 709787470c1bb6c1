/** A file of both languages as a source: its texts are units, its translations a person's work. */
import type { Element } from 'hast'
import { hashContent, hashPair } from '../bitext/hash-content.ts'
import { isPersons } from '../bitext/is-persons.ts'
import { encodeContent, glue, plainText } from '../bitext/content.ts'
import type { DocumentRecord, RecordSegment, RecordUnit } from '../bitext/record.ts'
import { unitContent } from '../bitext/unit-key.ts'
import type { OwnTranslation, SourceDocument, SourceUnit } from '../bitext/source.ts'
import { MuqabilError } from '../errors.ts'
import type { BilingualText, BilingualUnit } from '../interchange/bilingual-text.ts'
import { hasLettersOf } from '../text/letters.ts'
import type { Config } from './config.ts'

/**
 * Where the file translates into the language of the sources, its targets are the texts and its
 * sources their translations.
 *
 * @throws {MuqabilError} `source-damaged` when the file is of other languages, or too long.
 */
export function bilingualSource(path: string, text: BilingualText, config: Config): SourceDocument {
  const { sourceLanguage, targetLanguage, limits } = config
  const isTurned = isSame(text.targetLanguage, sourceLanguage)
  const [from, to] = isTurned ? [text.targetLanguage, text.sourceLanguage] : [text.sourceLanguage, text.targetLanguage]
  if ((from && !isSame(from, sourceLanguage)) || (to && !isSame(to, targetLanguage)))
    throw new MuqabilError('source-damaged', { problem: `texts from ${from ?? '?'} into ${to ?? '?'}` }, { file: path })
  const units = text.units.flatMap((unit) => unitOf(isTurned ? turned(unit) : unit, sourceLanguage))
  const excess = units[limits.rows]
  if (excess)
    throw new MuqabilError(
      'document-too-long',
      { limit: limits.rows },
      { file: path, ...(excess.line ? { line: excess.line } : {}) },
    )
  return {
    path,
    language: sourceLanguage,
    units,
    leftOut: [],
    skeleton: {
      type: 'root',
      children: units.map((_, unit): Element => ({
        type: 'element',
        tagName: 'p',
        properties: {},
        data: { unit } as NonNullable<Element['data']>,
        children: [],
      })),
    }, // the parser's own member of it is the parser's
    decisions: [
      isTurned
        ? 'a file of both languages: its targets are the text'
        : 'a file of both languages: its sources are the text',
    ],
  }
}

function isSame(language: string | undefined, wanted: string): boolean {
  const base = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? ''
  return language !== undefined && base(language) === base(wanted)
}

function turned(unit: BilingualUnit): BilingualUnit {
  return { ...unit, source: unit.target ?? [], ...(unit.source.length > 0 ? { target: unit.source } : {}) }
}

function unitOf(
  { source, target, codes, state, needsWork, line }: BilingualUnit,
  language: string,
): readonly SourceUnit[] {
  if (!hasLettersOf(language, plainText(source))) return []
  const own: OwnTranslation | undefined = target && { target, state, needsWork }
  return [{ kind: 'paragraph', content: source, codes, line, ...(own ? { own } : {}) }]
}

/** The record with the file's own translations: they stand where there is none, and in the place of a machine's and of what the file said before. */
export function withOwn(record: DocumentRecord, { units, path }: SourceDocument): DocumentRecord {
  return {
    ...record,
    units: record.units.map((unit, index) => {
      const own = units[index]?.own
      const segment = own && wholeOf(unit)
      return segment ? { ...unit, segments: [ownSegment(segment, own, path)] } : unit
    }),
  }
}

/** A row that was cut while its file had no translation is whole again, unless a person has worked on its sentences. */
function wholeOf(unit: RecordUnit): RecordSegment | undefined {
  const [segment, ...others] = unit.segments
  if (segment === undefined || others.length === 0) return segment
  if (unit.segments.some(isPersons)) return undefined
  return { id: segment.id, source: glue(unitContent(unit)), state: 'initial' }
}

function ownSegment(segment: RecordSegment, own: OwnTranslation, path: string): RecordSegment {
  if (isWork(segment, own, path)) return segment
  const { id, source, after, foreign } = segment
  const isApproved = own.state === 'reviewed' || own.state === 'final'
  return {
    id,
    source,
    ...(after === undefined ? {} : { after }),
    target: own.target,
    machine: own.target,
    state: own.state,
    origin: { kind: 'person', name: path },
    sourceHash: hashContent(source),
    ...(isApproved ? { approved: hashPair(source, own.target) } : {}),
    ...(own.needsWork ? { mark: 'needs-work' as const, reason: 'the source file says so' } : {}),
    ...(foreign ? { foreign } : {}),
  }
}

/** Whether a person has changed or approved it in the record: as with a machine's, what was taken over is kept beside it. */
function isWork(segment: RecordSegment, own: OwnTranslation, path: string): boolean {
  const { target, machine, state, origin } = segment
  if (target === undefined || !isPersons(segment)) return false
  const isFiles = origin?.kind === 'person' && origin.name === path
  const isAsTaken = machine !== undefined && encodeContent(machine) === encodeContent(target)
  if (!isFiles || !isAsTaken) return true
  return (state === 'reviewed' || state === 'final') && encodeContent(own.target) === encodeContent(target)
}
