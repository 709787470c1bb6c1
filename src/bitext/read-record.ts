/** A record back from its XLIFF, also after other tools have had it. */
import { MuqabilError, quote } from '../errors.ts'
import { foreignMetadata, readFacts, RECORD_FACTS } from './facts.ts'
import type { ForeignDocument } from './foreign.ts'
import { frameOf as groupFrame, readLayout } from './layout.ts'
import { orderAttributes, orderElement } from './order-attributes.ts'
import { readPlainUnits } from './plain-record.ts'
import { readUnit } from './read-unit.ts'
import type { DocumentRecord, RecordUnit } from './record.ts'
import { FORMAT_VERSION, frameOf, GONE } from './write-record.ts'
import { CORE_2_2 } from './xliff/core-schema.ts'
import type { Attributes, Bitext, BitextFile, BitextGroup, Item } from './xliff/model.ts'
import { MODULES } from './xliff/namespaces.ts'
import { readXliff } from './xliff/parse-xliff.ts'
import { isElement } from './xml.ts'

const OWN_ROOT = new Set([
  'xmlns',
  'version',
  'srcLang',
  'trgLang',
  ...Object.keys(MODULES).map((prefix) => `xmlns:${prefix}`),
])

/**
 * Reads a record. A target that another tool changed is a person's from then on; an approval
 * whose text has changed since is taken back (`translated`, `needs-work`).
 *
 * @throws {MuqabilError} as `parseXliff`; `record-newer`, `record-foreign`.
 */
export function parseRecord(text: string, { file }: { readonly file: string }): DocumentRecord {
  return readRecord(text, { file }).record
}

/** The record, and whether writing it again would give the same text for certain. */
export function readRecord(
  text: string,
  { file }: { readonly file: string },
): { readonly record: DocumentRecord; readonly isAsWritten: boolean } {
  return parsePlain(text, file) ?? { record: parseTree(text, { file }), isAsWritten: false }
}

/** The head of a record as we write it, with nothing in its values that is written as an entity. */
const HEAD =
  /^<\?xml [^\n]*\n<xliff [^\n]* srcLang="([^"&]*)" trgLang="([^"&]*)">\n  <file id="f1" original="([^"&]*)" [^]{0,200}?<mda:meta type="rules">([^<&]*)</

/** undefined for a record that another tool has had, and for one that is not sound. */
function parsePlain(text: string, file: string): ReturnType<typeof readRecord> | undefined {
  const [, sourceLanguage, targetLanguage, source, rules] = HEAD.exec(text) ?? []
  if (sourceLanguage === undefined || targetLanguage === undefined || source === undefined || rules === undefined)
    return undefined
  const facts = { source, sourceLanguage, targetLanguage, rules }
  const read = readPlainUnits(text, frameOf(facts), file)
  if (read === undefined) return undefined
  const { units, gone, isAsWritten } = read
  return { record: { ...facts, units, gone }, isAsWritten }
}

/** By way of a tree of XML, whatever other tools did to the record. */
export function parseTree(text: string, { file }: { readonly file: string }): DocumentRecord {
  const bitext = readXliff(text, { file, keep: readUnit })
  const [body, second] = bitext.files
  const refuse = (problem: string, expected: string): never => {
    throw new MuqabilError('record-foreign', { problem, expected }, { file })
  }
  if (body === undefined || second !== undefined) return refuse(`${bitext.files.length} <file> elements`, 'one')
  const facts = readFacts(body.before.filter(isElement)).get(RECORD_FACTS)
  const format = facts?.get('format')
  if (format === undefined)
    return refuse('XLIFF that muqabil did not write', `the record of a source, with its metadata "${RECORD_FACTS}"`)
  if (Number(format) > Number(FORMAT_VERSION))
    throw new MuqabilError('record-newer', { version: quote(format), known: FORMAT_VERSION }, { file })
  const gone = body.entries.filter(isGone)
  const { units, layout } = readLayout(body.entries.filter((entry) => !isGone(entry)))
  const foreign = foreignOf(bitext, body, gone.find(isGone), layout)
  return {
    source: body.attributes.original ?? '',
    sourceLanguage: bitext.sourceLanguage,
    targetLanguage: bitext.targetLanguage ?? '',
    rules: facts?.get('rules') ?? '1',
    units,
    gone: readLayout(gone).units,
    ...(foreign ? { foreign } : {}),
  }
}

type Entry = BitextGroup<RecordUnit> | RecordUnit

function isGone(entry: Entry): entry is BitextGroup<RecordUnit> {
  return entry.kind === 'group' && entry.id === GONE
}

function foreignOf(
  { attributes, before, prolog, epilog, trail }: Bitext<RecordUnit>,
  body: BitextFile<RecordUnit>,
  gone: BitextGroup<RecordUnit> | undefined,
  layout: ForeignDocument['layout'],
): ForeignDocument | undefined {
  const root = Object.fromEntries(Object.entries(attributes).filter(([name]) => !OWN_ROOT.has(name)))
  const file = foreignFile(body)
  const kept = gone && foreignGone(gone)
  const foreign: ForeignDocument = {
    ...(attributes.xmlns === CORE_2_2 ? { version: '2.2' } : {}),
    ...(Object.keys(root).length > 0 ? { root: orderAttributes(root) } : {}),
    ...(before ? { before: before.map(ordered) } : {}),
    ...(prolog ? { prolog } : {}),
    ...(epilog ? { epilog } : {}),
    ...(trail ? { trail } : {}),
    ...(file ? { file } : {}),
    ...(layout ? { layout } : {}),
    ...(kept ? { gone: kept } : {}),
  }
  return Object.keys(foreign).length > 0 ? foreign : undefined
}

function foreignFile({ attributes, before, lead, trail }: BitextFile<RecordUnit>): ForeignDocument['file'] {
  const { id = '', original: _original, 'xml:space': _space, ...others } = attributes
  const own: Attributes = orderAttributes({ ...(id === 'f1' ? {} : { id }), ...others })
  const elements = before.flatMap((item): readonly Item[] => {
    if (!isElement(item) || item.name !== 'mda:metadata') return [ordered(item)]
    const rest = foreignMetadata(item, (category) => category === RECORD_FACTS)
    return rest ? [orderElement(rest)] : []
  })
  const file: ForeignDocument['file'] = {
    ...(Object.keys(own).length > 0 ? { attributes: own } : {}),
    ...(elements.length > 0 ? { elements } : {}),
    ...(lead ? { lead } : {}),
    ...(trail ? { trail } : {}),
  }
  return Object.keys(file).length > 0 ? file : undefined
}

function foreignGone(group: BitextGroup<RecordUnit>): ForeignDocument['gone'] {
  const { attributes, before, lead, trail } = groupFrame(group)
  const { id: _id, ...others } = attributes
  const gone: ForeignDocument['gone'] = {
    ...(Object.keys(others).length > 0 ? { attributes: others } : {}),
    ...(before.length > 0 ? { before } : {}),
    ...(lead ? { lead } : {}),
    ...(trail ? { trail } : {}),
  }
  return Object.keys(gone).length > 0 ? gone : undefined
}

function ordered(item: Item): Item {
  return isElement(item) ? orderElement(item) : item
}
