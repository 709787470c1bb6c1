/** Answers: translations with all that decides whether they serve again. */
import { decodeContent, encodeContent, renameCodes, renumberCodes, type Content } from '../bitext/content.ts'
import { hashContent } from '../bitext/hash-content.ts'
import { isPersons } from '../bitext/is-persons.ts'
import type { DocumentRecord, Origin, RecordSegment } from '../bitext/record.ts'
import type { Row } from './tables.ts'

/** Codes are numbered from 1 on both sides. */
export interface Answer {
  readonly source: Content
  readonly target: Content
  readonly sourceLanguage: string
  readonly targetLanguage: string
  readonly origin: Origin
  /** `hashContent` of the sentences round it, for context matches; absent at an end of the document. */
  readonly before?: string
  readonly after?: string
}

/** What an exact match is made on: the NFC of the text with its codes. */
export function keyOf(source: Content): string {
  return encodeContent(source).normalize('NFC')
}

/** Undefined for an answer of `pseudo`: it is no translation. */
export function rowOfAnswer(answer: Answer): Row | undefined {
  const { source, target, sourceLanguage, targetLanguage, origin, before = '', after = '' } = answer
  if (origin.kind === 'pseudo') return undefined
  const [provider, model, variant] =
    origin.kind === 'machine' ? [origin.provider, origin.model, origin.variant] : [origin.name]
  return {
    text: keyOf(source),
    sourceLanguage,
    targetLanguage,
    target: encodeContent(target),
    origin: origin.kind,
    provider: provider ?? '',
    model: model ?? '',
    variant: variant ?? '',
    before,
    after,
  }
}

/** Target and origin of a row. */
export function answerOfRow({ target, origin, provider, model, variant }: Row): Pick<Answer, 'target' | 'origin'> {
  const name = provider === '' ? {} : { name: provider }
  const machine = { provider, ...(model === '' ? {} : { model }), ...(variant === '' ? {} : { variant }) }
  return {
    target: decodeContent(target),
    origin: origin === 'person' || origin === 'imported' ? { kind: origin, ...name } : { kind: 'machine', ...machine },
  }
}

/** All translations that a record knows, gone rows too. A stale one is an answer to the source it was made for. */
export function answersOfRecord(record: DocumentRecord): readonly Answer[] {
  const { sourceLanguage, targetLanguage } = record
  const segments = [...record.units, ...record.gone].flatMap((unit) => unit.segments)
  const hashes = segments.map(({ source }) => hashContent(renumberCodes(source).content))
  return segments.flatMap((segment, index): Answer[] => {
    const { target, mark } = segment
    const origin = originOf(segment)
    const source = mark === 'stale' ? segment.oldSource : segment.source
    if (target === undefined || origin === undefined || source === undefined) return []
    const { content, ids } = renumberCodes(source)
    const [before, after] = [hashes[index - 1], hashes[index + 1]]
    return [
      {
        source: content,
        target: renameCodes(target, ids),
        sourceLanguage,
        targetLanguage,
        origin,
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
      },
    ]
  })
}

/** Undefined: not a translation, or nobody's, such as what was carried across. */
function originOf(segment: RecordSegment): Origin | undefined {
  const { origin } = segment
  if (origin?.kind === 'pseudo') return undefined
  return isPersons(segment) && origin?.kind !== 'person' ? { kind: 'person' } : origin
}
