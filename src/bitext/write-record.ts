/** The record of a document as XLIFF 2.1. */
import { KEY_VERSION } from '../text/normalize-key.ts'
import { RECORD_FACTS, writeFacts } from './facts.ts'
import type { ForeignDocument, ForeignGroup } from './foreign.ts'
import { leavesOf, nestLeaves, type Leaf } from './layout.ts'
import { orderAttributes } from './order-attributes.ts'
import { plainUnitText } from './write-plain-unit.ts'
import { plainRecordText, type Frame } from './plain-record.ts'
import type { DocumentRecord, RecordUnit } from './record.ts'
import { hasForeign, soundItems, soundUnit, type SoundContext } from './sound-unit.ts'
import { hasUnwritable } from './xml-text.ts'
import { CORE_2_0, CORE_2_2 } from './xliff/core-schema.ts'
import type { Attributes, Bitext, BitextFile, BitextGroup, BitextPart, Item } from './xliff/model.ts'
import { MODULES } from './xliff/namespaces.ts'
import { serializeXliff } from './xliff/serialize-xliff.ts'
import { toNode } from './xliff/to-node.ts'
import { isElement, type XmlChild } from './xml.ts'

/** Of the way facts are laid into XLIFF; a program refuses what is newer than it knows. */
export const FORMAT_VERSION = '1'
/** Id of the group at the end that holds the rows that are no longer in the source. */
export const GONE = 'gone'

/** Canonical: the same record gives the same bytes, one element a line. */
export function serializeRecord(record: DocumentRecord): string {
  return isAllOurs(record) ? plainRecordText(record, frameOf(record)) : serializeTree(record)
}

/** As `serializeRecord`, for a record that is written again and again: rows that are the same objects are known. */
export function recordWriter(): (record: DocumentRecord) => string {
  const known = new WeakMap<RecordUnit, string>()
  const textOf = (unit: RecordUnit): string => {
    const text = known.get(unit) ?? plainUnitText(unit, 2)
    known.set(unit, text)
    return text
  }
  return (record) => (isAllOurs(record) ? plainRecordText(record, frameOf(record), textOf) : serializeTree(record))
}

const TAIL = '  </file>\n</xliff>\n'

/** What is written before and behind the units of a record that is all ours. */
export function frameOf({ source, sourceLanguage, targetLanguage, rules }: Frameable): Frame {
  const nothing = { source, sourceLanguage, targetLanguage, rules, units: [], gone: [] }
  const attributes = fileAttributes(nothing)
  const file: BitextFile = { id: 'f1', attributes, before: beforeOf(nothing), entries: [] }
  const root = rootAttributes(nothing, '2.1')
  const whole = serializeXliff({ version: '2.1', sourceLanguage, targetLanguage, attributes: root, files: [file] })
  return { head: whole.slice(0, -TAIL.length), tail: TAIL }
}

type Frameable = Pick<DocumentRecord, 'source' | 'sourceLanguage' | 'targetLanguage' | 'rules'>

/** By way of a tree of XML, whatever other tools left in the record. */
export function serializeTree(record: DocumentRecord): string {
  const { foreign = {} } = record
  const version = foreign.version ?? '2.1'
  const file = fileOf(record)
  const own = rootAttributes(record, version)
  const bitext: Bitext = {
    version,
    sourceLanguage: record.sourceLanguage,
    targetLanguage: record.targetLanguage,
    attributes: isAllOurs(record) ? own : declaredFirst({ ...own, ...modulesIn(file, foreign.before ?? [], own) }),
    ...(foreign.before ? { before: foreign.before } : {}),
    files: [file],
    ...(foreign.prolog ? { prolog: foreign.prolog } : {}),
    ...(foreign.epilog ? { epilog: foreign.epilog } : {}),
    ...(foreign.trail ? { trail: foreign.trail } : {}),
  }
  return serializeXliff(bitext)
}

function isAllOurs({ foreign, units, gone }: DocumentRecord): boolean {
  return foreign === undefined && !units.some(hasForeign) && !gone.some(hasForeign)
}

function rootAttributes(
  { sourceLanguage, targetLanguage, foreign }: DocumentRecord,
  version: '2.1' | '2.2',
): Attributes {
  return {
    xmlns: coreOf(version),
    'xmlns:mda': MODULES.mda ?? '',
    'xmlns:mtc': MODULES.mtc ?? '',
    version,
    srcLang: sourceLanguage,
    trgLang: targetLanguage,
    ...foreign?.root,
  }
}

function declaredFirst(attributes: Attributes): Attributes {
  const isDeclaration = ([name]: readonly [string, string]): boolean => name.startsWith('xmlns')
  const entries = Object.entries(attributes)
  return Object.fromEntries([...entries.filter(isDeclaration), ...entries.filter((entry) => !isDeclaration(entry))])
}

/** Declarations of the modules that other tools brought, by the prefixes that stand in the file. */
function modulesIn({ attributes, before, entries }: BitextFile, around: readonly Item[], root: Attributes): Attributes {
  const prefixes = new Set<string>()
  const note = (name: string): void => {
    const at = name.indexOf(':')
    if (at !== -1) prefixes.add(name.slice(0, at))
  }
  const visit = (item: XmlChild): void => {
    if (!isElement(item)) return
    note(item.name)
    Object.keys(item.attributes).forEach(note)
    item.children.forEach(visit)
  }
  const visitEntry = (entry: BitextFile['entries'][number]): void => {
    Object.keys(entry.attributes).forEach(note)
    entry.before.forEach(visit)
    if (entry.kind === 'group') entry.entries.forEach(visitEntry)
    else for (const part of entry.parts) visitPart(part)
  }
  const visitPart = (part: BitextPart): void => {
    Object.keys(part.attributes).forEach(note)
    visit(part.source)
    if (part.target) visit(part.target)
  }
  for (const item of [...around, ...before]) visit(item)
  for (const own of [attributes, root]) Object.keys(own).forEach(note)
  entries.forEach(visitEntry)
  const used = Object.entries(MODULES).filter(([prefix]) => prefixes.has(prefix))
  return Object.fromEntries(used.map(([prefix, uri]) => [`xmlns:${prefix}`, uri]))
}

function coreOf(version: '2.1' | '2.2' | undefined): string {
  return version === '2.2' ? CORE_2_2 : CORE_2_0
}

function fileOf(record: DocumentRecord): BitextFile {
  const { foreign = {}, units, gone } = record
  const attributes = fileAttributes(record)
  const before = beforeOf(record)
  const context = contextOf(record, attributes, before)
  const sound = (unit: RecordUnit, path: readonly ForeignGroup[]): Leaf<ReturnType<typeof soundUnit>> => {
    const open = [
      ...context.open,
      ...path.map((group) => holderNode('group', group.attributes, group.before, context.core)),
    ]
    return { path, unit: soundUnit(unit, { ...context, open }) }
  }
  const leaves = leavesOf(units, foreign.layout).map(({ path, unit }) => (unit ? sound(unit, path) : { path }))
  const groups = nestLeaves(leaves)
  const shown = foreign.layout ? groups.map((entry) => soundGroup(entry, context.core)) : groups
  // A file has at least one unit or group: a record of nothing has the group for what is gone.
  const entries = gone.length > 0 || shown.length === 0 ? [...shown, goneGroup(gone, foreign, context)] : shown
  return {
    id: attributes.id ?? 'f1',
    attributes,
    before: soundItems(before, entries, context.core),
    entries,
    ...(foreign.file?.lead ? { lead: foreign.file.lead } : {}),
    ...(foreign.file?.trail ? { trail: foreign.file.trail } : {}),
  }
}

function fileAttributes({ source, foreign }: DocumentRecord): Attributes {
  return { id: 'f1', original: addressOf(source), 'xml:space': 'preserve', ...foreign?.file?.attributes }
}

/** Skeleton first, as the schema wants it, then our facts, then what others put there, notes last. */
function beforeOf({ rules, foreign }: DocumentRecord): readonly Item[] {
  const facts = writeFacts(RECORD_FACTS, { format: FORMAT_VERSION, rules, key: KEY_VERSION })
  const elements = foreign?.file?.elements ?? []
  const skeleton = elements.findIndex((item) => isElement(item) && item.name === 'skeleton') + 1
  const metadata = elements.filter(isElement).find(({ name }) => name === 'mda:metadata')
  return [
    ...elements.slice(0, skeleton),
    {
      name: 'mda:metadata',
      attributes: metadata?.attributes ?? {},
      children: [...(facts ? [facts] : []), ...(metadata?.children ?? [])],
    },
    ...elements.slice(skeleton).filter((item) => item !== metadata),
  ]
}

function contextOf(record: DocumentRecord, file: Attributes, before: readonly Item[]): SoundContext {
  const version = record.foreign?.version ?? '2.1'
  const core = coreOf(version)
  const root = toNode({ name: 'xliff', attributes: rootAttributes(record, version), children: [] }, core)
  return {
    open: [root, holderNode('file', file, before, core)],
    core,
    unitIds: new Set([...record.units, ...record.gone].map(({ id }) => id)),
  }
}

function holderNode(
  name: string,
  attributes: Attributes,
  before: readonly Item[],
  core: string,
): SoundContext['open'][number] {
  return toNode({ name, attributes, children: before }, core)
}

type Entries = BitextFile['entries']

function soundGroup(entry: Entries[number], core: string): Entries[number] {
  if (entry.kind === 'unit') return entry
  const entries = entry.entries.map((each) => soundGroup(each, core))
  return { ...entry, entries, before: soundItems(entry.before, entries, core) }
}

function goneGroup(
  gone: readonly RecordUnit[],
  { gone: kept = {} }: ForeignDocument,
  context: SoundContext,
): BitextGroup {
  const entries = gone.map((unit) => soundUnit(unit, context))
  return {
    kind: 'group',
    id: GONE,
    attributes: orderAttributes({ ...kept.attributes, id: GONE }),
    before: soundItems(kept.before ?? [], entries, context.core),
    entries,
    ...(kept.lead ? { lead: kept.lead } : {}),
    ...(kept.trail ? { trail: kept.trail } : {}),
  }
}

/** A path as an address: XML can hold all of it but a few control characters. */
function addressOf(path: string): string {
  return hasUnwritable(path) ? encodeURI(path.toWellFormed()) : path
}
