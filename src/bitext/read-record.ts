/** A record back from its XLIFF, also after other tools have had it. */
import { MuqabilError, quote } from '../errors.ts'
import { plainText, type CodeFacts, type Content } from './content.ts'
import { hashContent, hashPair } from './hash-content.ts'
import { fromXliff } from './inline-xliff.ts'
import type { DocumentRecord, Mark, Origin, RecordSegment, RecordUnit, State } from './record.ts'
import type { UnitKind } from './source.ts'
import { CATEGORY, FORMAT_VERSION } from './write-record.ts'
import type { BitextFile, BitextGroup, BitextUnit } from './xliff/model.ts'
import { parseXliff } from './xliff/parse-xliff.ts'
import type { XmlElement } from './xml.ts'

const KINDS: readonly string[] = [
  'heading',
  'paragraph',
  'item',
  'quotation',
  'cell',
  'header-cell',
  'caption',
  'term',
  'definition',
  'verse',
  'note',
]
const MARKS: readonly string[] = ['stale', 'pseudo', 'needs-work', 'failed']
const OWN_ROOT = new Set(['xmlns', 'xmlns:mda', 'xmlns:mtc', 'version', 'srcLang', 'trgLang'])

type Facts = ReadonlyMap<string, string>

/**
 * Reads a record. A target that another tool changed is a person's from then on; an approval
 * whose text has changed since is taken back (`translated`, `needs-work`).
 *
 * @throws {MuqabilError} as `parseXliff`; `record-newer`, `record-foreign`.
 */
export function parseRecord(text: string, { file }: { readonly file: string }): DocumentRecord {
  const bitext = parseXliff(text, { file })
  const [body, second] = bitext.files
  if (body === undefined || second !== undefined)
    throw new MuqabilError(
      'record-foreign',
      { problem: `${bitext.files.length} <file> elements`, expected: 'one' },
      { file },
    )
  const facts = factsByCategory(body.before).get(CATEGORY)
  const format = facts?.get('format')
  if (format === undefined)
    throw new MuqabilError(
      'record-foreign',
      {
        problem: 'XLIFF that muqabil did not write',
        expected: `the record of a source, with its metadata "${CATEGORY}"`,
      },
      { file },
    )
  if (Number(format) > Number(FORMAT_VERSION))
    throw new MuqabilError('record-newer', { version: quote(format), known: FORMAT_VERSION }, { file })
  const isGone = (entry: BitextGroup | BitextUnit): boolean => entry.kind === 'group' && entry.id === 'gone'
  const foreign = foreignOf(bitext.attributes, body)
  return {
    source: body.attributes.original ?? '',
    sourceLanguage: bitext.sourceLanguage,
    targetLanguage: bitext.targetLanguage ?? '',
    rules: facts?.get('rules') ?? '1',
    units: body.entries.filter((entry) => !isGone(entry)).flatMap(unitsOf),
    gone: body.entries.filter(isGone).flatMap(unitsOf),
    ...(foreign ? { foreign } : {}),
  }
}

function unitsOf(entry: BitextGroup | BitextUnit): readonly RecordUnit[] {
  return entry.kind === 'group' ? entry.entries.flatMap(unitsOf) : [unitOf(entry)]
}

function unitOf(unit: BitextUnit): RecordUnit {
  const facts = factsByCategory(unit.before)
  const [, kind = '', depth] = /^muqabil:(.+?)(?:-(\d))?$/.exec(unit.attributes.type ?? '') ?? []
  const { id: _id, type: _type, ...attributes } = unit.attributes
  const notes = unit.before.find(({ name }) => name === 'notes')
  const plainNotes = (notes?.children ?? []).every(
    (note) => typeof note === 'string' || Object.keys(note.attributes).length === 0,
  )
  const rest = unit.before
    .flatMap((element) => restOf(element, unit))
    .filter(({ name }) => name !== 'originalData' && (name !== 'notes' || !plainNotes))
  const matches = unit.before.filter(({ name }) => name === 'mtc:matches').flatMap(elementsOf)
  const rules = facts.get('unit')?.get('rules')
  return {
    id: unit.id,
    kind: KINDS.includes(kind) ? (kind as UnitKind) : 'paragraph', // checked by the list above
    ...(depth === undefined ? {} : { depth: Number(depth) }),
    segments: segmentsOf(unit, facts, matches),
    codes: codesOf(unit),
    aliases: facts.get('unit')?.get('aliases')?.split(' ') ?? [],
    ...(rules === undefined ? {} : { rules }),
    notes: plainNotes ? elementsOf(notes).map(textOf) : [],
    ...(Object.keys(attributes).length > 0 || rest.length > 0
      ? {
          foreign: {
            ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
            ...(rest.length > 0 ? { elements: rest } : {}),
          },
        }
      : {}),
  }
}

function segmentsOf(
  unit: BitextUnit,
  facts: ReadonlyMap<string, Facts>,
  matches: readonly XmlElement[],
): readonly RecordSegment[] {
  const used = new Set(unit.parts.flatMap(({ attributes }) => (attributes.id === undefined ? [] : [attributes.id])))
  let next = 1
  const freeId = (): string => {
    while (used.has(`s${next}`)) next++
    used.add(`s${next}`)
    return `s${next}`
  }
  const segments: RecordSegment[] = []
  for (const part of unit.parts) {
    const source = fromXliff(part.source.children)
    if (part.kind === 'ignorable') {
      const last = segments.pop()
      if (last) segments.push({ ...last, after: (last.after ?? '') + plainText(source) })
      continue
    }
    const id = part.attributes.id ?? freeId()
    const target = part.target ? fromXliff(part.target.children) : undefined
    segments.push(segmentOf(id, part.attributes, source, target, facts.get(id) ?? new Map(), matches))
  }
  return segments
}

function segmentOf(
  id: string,
  attributes: Readonly<Record<string, string>>,
  source: Content,
  target: Content | undefined,
  facts: Facts,
  matches: readonly XmlElement[],
): RecordSegment {
  const state = (attributes.state ?? 'initial') as State // the schema allows no other
  const mark = /^muqabil:(.*)$/.exec(attributes.subState ?? '')?.[1]
  const [machineMatch, oldMatch] = ['machine', 'old'].map((kind) =>
    matches.find((match) => match.attributes.ref === `#${id}` && match.attributes.subType === `muqabil:${kind}`),
  )
  const machineHash = facts.get('machine')
  const same = machineHash !== undefined && target !== undefined && machineHash === hashContent(target)
  const machine = machineMatch ? sideOf(machineMatch, 'target') : same ? target : undefined
  const retouched = machineHash !== undefined && !same && target !== undefined
  const sourceHash = facts.get('source')
  const reason = facts.get('reason')
  const origin: Origin | undefined = retouched ? { kind: 'person' } : originOf(facts)
  const segment: RecordSegment = {
    id,
    source,
    ...(target === undefined ? {} : { target }),
    state,
    ...(mark !== undefined && MARKS.includes(mark) ? { mark: mark as Mark } : {}), // checked by the list
    ...(origin ? { origin } : {}),
    ...(sourceHash === undefined ? {} : { sourceHash }),
    ...(machine === undefined ? {} : { machine }),
    ...(oldMatch ? { oldSource: sideOf(oldMatch, 'source') } : {}),
    ...(reason === undefined ? {} : { reason }),
  }
  return withApproval(segment, facts.get('approved'))
}

/** An approval counts for the words that were approved. */
function withApproval(segment: RecordSegment, approved: string | undefined): RecordSegment {
  const { target, state, oldSource, source } = segment
  if (target === undefined) return segment
  const now = hashPair(oldSource ?? source, target)
  if (state !== 'reviewed' && state !== 'final') return approved === undefined ? segment : { ...segment, approved }
  if (approved === undefined || approved === now) return { ...segment, approved: now }
  return {
    ...segment,
    state: 'translated',
    mark: segment.mark ?? 'needs-work',
    reason: 'changed after it was approved',
  }
}

function originOf(facts: Facts): Origin | undefined {
  const kind = facts.get('origin')
  const [provider, model, name] = [facts.get('provider'), facts.get('model'), facts.get('person')]
  const variant = facts.get('variant')
  if (kind === 'machine') {
    return {
      kind,
      provider: provider ?? 'unknown',
      ...(model === undefined ? {} : { model }),
      ...(variant === undefined ? {} : { variant }),
    }
  }
  if (kind === 'person') return { kind, ...(name === undefined ? {} : { name }) }
  return kind === 'pseudo' ? { kind } : undefined
}

/** What the codes were, as far as the record tells: the source has them in full. */
function codesOf(unit: BitextUnit): Readonly<Record<string, CodeFacts>> {
  const data = new Map(
    unit.before
      .filter(({ name }) => name === 'originalData')
      .flatMap(elementsOf)
      .map((element) => [element.attributes.id ?? '', plainText(fromXliff(element.children))]),
  )
  const ids = [...data.keys()]
    .flatMap((id) => /^d(.+?)$/.exec(id)?.[1] ?? [])
    .filter((id) => !(id.endsWith('e') && data.has(`d${id.slice(0, -1)}`)))
  const shown = new Map<string, string>()
  const visit = (element: XmlElement): void => {
    if (element.attributes.id !== undefined && element.attributes.disp !== undefined)
      shown.set(element.attributes.id, element.attributes.disp)
    elementsOf(element).forEach(visit)
  }
  for (const part of unit.parts) visit(part.source)
  return Object.fromEntries(
    ids.map((id): [string, CodeFacts] => {
      const open = data.get(`d${id}`) ?? ''
      const close = data.get(`d${id}e`)
      const disp = shown.get(id)
      return [
        id,
        {
          kind: close === undefined ? 'standalone' : 'pair',
          tagName: /^<([a-z][\w-]*)/i.exec(open)?.[1] ?? 'span',
          properties: {},
          open,
          ...(close === undefined ? {} : { close }),
          ...(disp === undefined ? {} : { shown: disp }),
        },
      ]
    }),
  )
}

function sideOf(match: XmlElement, side: 'source' | 'target'): Content {
  return fromXliff(elementsOf(match).find(({ name }) => name === side)?.children ?? [])
}

function factsByCategory(elements: readonly XmlElement[]): ReadonlyMap<string, Facts> {
  return new Map(
    elements
      .filter(({ name }) => name === 'mda:metadata')
      .flatMap(elementsOf)
      .flatMap((group) => {
        const { category } = group.attributes
        if (category === undefined) return []
        return [
          [
            category,
            new Map(
              elementsOf(group).flatMap((meta) =>
                meta.attributes.type === undefined ? [] : [[meta.attributes.type, textOf(meta)]],
              ),
            ),
          ],
        ]
      }),
  )
}

/** What of an element is other tools'. */
function restOf(element: XmlElement, unit: BitextUnit): readonly XmlElement[] {
  const own = new Set(['unit', CATEGORY, ...unit.parts.flatMap(({ attributes }) => attributes.id ?? [])])
  if (element.name === 'mda:metadata') return without(element, ({ attributes }) => own.has(attributes.category ?? ''))
  if (element.name === 'mtc:matches')
    return without(element, ({ attributes }) => /^muqabil:(?:machine|old)$/.test(attributes.subType ?? ''))
  return [element]
}

function without(element: XmlElement, isOwn: (child: XmlElement) => boolean): readonly XmlElement[] {
  const children = elementsOf(element).filter((child) => !isOwn(child))
  return children.length === 0 ? [] : [{ ...element, children }]
}

function foreignOf(root: Readonly<Record<string, string>>, file: BitextFile): DocumentRecord['foreign'] {
  const { id: _id, original: _original, 'xml:space': _space, ...attributes } = file.attributes
  const extra = Object.fromEntries(Object.entries(root).filter(([name]) => !OWN_ROOT.has(name)))
  const elements = file.before.flatMap((element) =>
    element.name === 'mda:metadata'
      ? without(element, ({ attributes: { category } }) => category === CATEGORY)
      : [element],
  )
  if (Object.keys(attributes).length + Object.keys(extra).length + elements.length === 0) return undefined
  return {
    ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
    ...(elements.length > 0 ? { elements } : {}),
    ...(Object.keys(extra).length > 0 ? { extra: { root: extra } } : {}),
  }
}

function elementsOf(element: XmlElement | undefined): readonly XmlElement[] {
  return (element?.children ?? []).filter((child) => typeof child !== 'string')
}

function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('')
}
