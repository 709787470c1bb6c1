/** The record of a document as XLIFF 2.1. */
import { KEY_VERSION } from '../text/normalize-key.ts'
import { encodeContent, type Content } from './content.ts'
import { hashContent } from './hash-content.ts'
import { dataId, endDataId, hasUnwritable, toXliff, wholePairs, writable } from './inline-xliff.ts'
import type { DocumentRecord, RecordSegment, RecordUnit } from './record.ts'
import type { BitextPart, BitextUnit } from './xliff/model.ts'
import { serializeXliff } from './xliff/serialize-xliff.ts'
import type { XmlElement } from './xml.ts'

/** Of the way facts are laid into XLIFF; a program refuses what is newer than it knows. */
export const FORMAT_VERSION = '1'
export const CATEGORY = 'muqabil'

/** Canonical: the same record gives the same bytes, one element a line. */
export function serializeRecord(record: DocumentRecord): string {
  const extra = (record.foreign?.extra?.root ?? {}) as Readonly<Record<string, string>> // written by read-record.ts
  return serializeXliff({
    version: '2.1',
    sourceLanguage: record.sourceLanguage,
    targetLanguage: record.targetLanguage,
    attributes: {
      xmlns: 'urn:oasis:names:tc:xliff:document:2.0',
      'xmlns:mda': 'urn:oasis:names:tc:xliff:metadata:2.0',
      'xmlns:mtc': 'urn:oasis:names:tc:xliff:matches:2.0',
      version: '2.1',
      srcLang: record.sourceLanguage,
      trgLang: record.targetLanguage,
      ...extra,
    },
    files: [
      {
        id: 'f1',
        attributes: { id: 'f1', original: record.source, 'xml:space': 'preserve', ...record.foreign?.attributes },
        before: [
          metadata([group(CATEGORY, { format: FORMAT_VERSION, rules: record.rules, key: KEY_VERSION })]),
          ...(record.foreign?.elements ?? []),
        ],
        entries: [
          ...record.units.map(unitOf),
          ...(record.gone.length === 0
            ? []
            : [
                {
                  kind: 'group' as const,
                  id: 'gone',
                  attributes: { id: 'gone' },
                  before: [],
                  entries: record.gone.map(unitOf),
                },
              ]),
        ],
      },
    ],
  })
}

function unitOf(unit: RecordUnit): BitextUnit {
  const facts = [
    group('unit', { aliases: unit.aliases.join(' ') || undefined, rules: unit.rules }),
    ...unit.segments.map((segment) => group(segment.id, factsOf(segment))),
  ].filter(({ children }) => children.length > 0)
  const matches = unit.segments.flatMap((segment) => matchesOf(segment))
  const notes = unit.notes.map((text): XmlElement => ({ name: 'note', attributes: {}, children: [text] }))
  const data = dataOf(unit)
  return {
    kind: 'unit',
    id: unit.id,
    attributes: {
      id: unit.id,
      type: `muqabil:${unit.kind}${unit.depth === undefined ? '' : `-${unit.depth}`}`,
      ...unit.foreign?.attributes,
    },
    before: [
      ...(facts.length === 0 ? [] : [metadata(facts)]),
      ...(matches.length === 0 ? [] : [{ name: 'mtc:matches', attributes: {}, children: matches }]),
      ...(unit.foreign?.elements ?? []),
      ...(notes.length === 0 ? [] : [{ name: 'notes', attributes: {}, children: notes }]),
      ...(data.length === 0 ? [] : [{ name: 'originalData', attributes: {}, children: data }]),
    ],
    parts: partsOf(unit),
  }
}

function partsOf(unit: RecordUnit): readonly BitextPart[] {
  const sources = wholePairs(unit.segments.map(({ source }) => source))
  const targets = wholePairs(unit.segments.map(({ target }) => target ?? []))
  return unit.segments.flatMap((segment): BitextPart[] => {
    const attributes = {
      id: segment.id,
      state: segment.state,
      ...(segment.mark ? { subState: `muqabil:${segment.mark}` } : {}),
    }
    const source = { name: 'source', attributes: {}, children: toXliff(segment.source, unit.codes, sources) }
    const target = segment.target
      ? { target: { name: 'target', attributes: {}, children: toXliff(segment.target, unit.codes, targets) } }
      : {}
    return [
      { kind: 'segment', attributes, source, ...target },
      ...(segment.after === undefined
        ? []
        : [
            {
              kind: 'ignorable' as const,
              attributes: {},
              source: { name: 'source', attributes: {}, children: [segment.after] },
            },
          ]),
    ]
  })
}

function factsOf(segment: RecordSegment): Readonly<Record<string, string | undefined>> {
  const { origin, machine, target } = segment
  const same = machine !== undefined && target !== undefined && encodeContent(machine) === encodeContent(target)
  return {
    origin: origin?.kind,
    provider: origin?.kind === 'machine' ? origin.provider : undefined,
    model: origin?.kind === 'machine' ? origin.model : undefined,
    variant: origin?.kind === 'machine' ? origin.variant : undefined,
    person: origin?.kind === 'person' ? origin.name : undefined,
    source: segment.sourceHash,
    // What the machine wrote is the target itself, as long as its hash agrees: a change by another tool shows.
    machine: same ? hashContent(machine) : undefined,
    approved: segment.approved,
    reason: segment.reason,
  }
}

/** The machine's wording where a person has changed it, and the source that a stale target translates. */
function matchesOf(segment: RecordSegment): readonly XmlElement[] {
  const { id, source, target, machine, oldSource } = segment
  const changed = machine !== undefined && (target === undefined || encodeContent(machine) !== encodeContent(target))
  return [
    ...(changed ? [match(id, 'machine', source, machine)] : []),
    ...(oldSource !== undefined ? [match(id, 'old', oldSource, target ?? [])] : []),
  ]
}

function match(id: string, kind: 'machine' | 'old', source: Content, target: Content): XmlElement {
  const side = (name: string, content: Content): XmlElement => ({
    name,
    attributes: {},
    children: toXliff(content, {}, wholePairs([content])),
  })
  const type = kind === 'machine' ? 'mt' : 'tm'
  return {
    name: 'mtc:match',
    attributes: { ref: `#${id}`, type, subType: `muqabil:${kind}` },
    children: [side('source', source), side('target', target)],
  }
}

function dataOf(unit: RecordUnit): readonly XmlElement[] {
  return Object.entries(unit.codes).flatMap(([id, { open, close }]) => [
    data(dataId(id), open),
    ...(close === undefined ? [] : [data(endDataId(id), close)]),
  ])
}

function data(id: string, text: string): XmlElement {
  return { name: 'data', attributes: { id }, children: writable(text) }
}

function metadata(groups: readonly XmlElement[]): XmlElement {
  return { name: 'mda:metadata', attributes: {}, children: groups }
}

function group(category: string, facts: Readonly<Record<string, string | undefined>>): XmlElement {
  return {
    name: 'mda:metaGroup',
    attributes: { category },
    children: Object.entries(facts).flatMap(([type, value]) =>
      value === undefined || hasUnwritable(value)
        ? []
        : [{ name: 'mda:meta', attributes: { type }, children: [value] }],
    ),
  }
}
