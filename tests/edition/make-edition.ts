/** Editions for the tests: a source as text, its record made of sentences. */
import { decodeContent, plainText } from '../../src/bitext/content.ts'
import { reconcile } from '../../src/bitext/reconcile.ts'
import type { DocumentRecord, RecordSegment } from '../../src/bitext/record.ts'
import type { SourceDocument } from '../../src/bitext/source.ts'
import { readDocumentText } from '../../src/document/formats.ts'
import type { Edition } from '../../src/edition/edition.ts'
import { draftIndex, type IndexEntry } from '../../src/edition/html/index-page.ts'
import type { HtmlOptions } from '../../src/edition/html/options.ts'
import { draftHtml } from '../../src/edition/html/page.ts'
import { withPictures } from '../../src/edition/pictures.ts'
import { present } from '../../src/edition/present.ts'
import { cutUnit } from '../../src/segment/cut-unit.ts'
import { extractUnits } from '../../src/segment/extract-units.ts'

/** What is known of a sentence; contents as `encodeContent` writes them. */
export interface Said extends Pick<Partial<RecordSegment>, 'state' | 'mark' | 'origin'> {
  readonly target?: string
  readonly oldSource?: string
  /** Of the row that the sentence is in. */
  readonly aliases?: readonly string[]
}

/** `say` is asked for each sentence by its plain text; a machine's draft if nothing else is said, missing without a target. */
export function makeEdition(path: string, text: string, say: (sentence: string) => Said | undefined): Edition {
  return present(makeInput(path, text, say))
}

export function makeInput(
  path: string,
  text: string,
  say: (sentence: string) => Said | undefined,
): { readonly source: SourceDocument; readonly record: DocumentRecord } {
  const { tree, ...read } = readDocumentText(path, text, { places: true })
  const source = extractUnits(tree, { path, language: 'ar', ...read })
  const { record } = reconcile({
    record: undefined,
    source,
    targetLanguage: 'en',
    rules: '1',
    cut: (unit) => cutUnit(unit, { mode: 'sentence' }),
  })
  const units = record.units.map((unit) => {
    const said = unit.segments.map((segment) => say(plainText(segment.source).trim()))
    return {
      ...unit,
      aliases: said.flatMap((each) => each?.aliases ?? []),
      segments: unit.segments.map((segment, index) => sayOf(segment, said[index])),
    }
  })
  return { source, record: { ...record, units } }
}

function sayOf(segment: RecordSegment, said: Said | undefined): RecordSegment {
  if (said?.target === undefined) return segment
  return {
    ...segment,
    target: decodeContent(said.target),
    state: said.state ?? 'translated',
    origin: said.origin ?? { kind: 'machine', provider: 'sample', model: 'sample-1' },
    ...(said.mark === undefined ? {} : { mark: said.mark }),
    ...(said.oldSource === undefined ? {} : { oldSource: decodeContent(said.oldSource) }),
  }
}

/** With the reader's own faces. */
export const PLAIN: HtmlOptions = { arabic: 'right', paper: 'a4', embeds: false }

export function toHtml(edition: Edition, options: HtmlOptions): string {
  return draftHtml(withPictures(edition), options).finish([])
}

export function toIndex(entries: readonly IndexEntry[]): string {
  return draftIndex(entries, { ...PLAIN, sourceLanguage: 'ar', targetLanguage: 'en' }).finish([])
}
