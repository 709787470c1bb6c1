/**
 * The core of XLIFF 2 as data: which attributes and children each element has.
 *
 * @see XLIFF 2.1, xliff_core_2.0.xsd; XLIFF 2.2, xliff_core_2.2.xsd.
 */

export type Version = '2.0' | '2.1' | '2.2'

/** The core's namespaces and the versions a document in them may name. */
export const CORE_NAMESPACES: Readonly<Record<string, readonly Version[]>> = {
  'urn:oasis:names:tc:xliff:document:2.0': ['2.1', '2.0'],
  'urn:oasis:names:tc:xliff:document:2.2': ['2.2', '2.1', '2.0'],
}
export const CORE_2_0 = 'urn:oasis:names:tc:xliff:document:2.0'
export const CORE_2_2 = 'urn:oasis:names:tc:xliff:document:2.2'
export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace'
export const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/'
const FORMAT_STYLE = 'urn:oasis:names:tc:xliff:fs:2.0'
const SIZE_RESTRICTION = 'urn:oasis:names:tc:xliff:sizerestriction:2.0'
const PLURAL_GENDER_SELECT = 'urn:oasis:names:tc:xliff:pgs:1.0'

const NMTOKEN = /^[\p{L}\p{N}\p{M}._:-]+$/u
const NMTOKENS = /^[\p{L}\p{N}\p{M}._: -]*[\p{L}\p{N}\p{M}._:-][\p{L}\p{N}\p{M}._: -]*$/u
const LANGUAGE = /^(?:[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*|[iI]-[A-Za-z0-9]{1,8}|[xX](?:-[A-Za-z0-9]{1,8})+)$/
const ANY = /^[^]*$/
const YES_NO = /^(?:yes|no)$/
const FIRST_NO = /^(?:yes|no|firstNo)$/
const DIRECTION = /^(?:ltr|rtl|auto)$/
const USER_VALUE = /^[^\s:]+:[^\s:]+$/
const CODE_TYPE = /^(?:fmt|ui|quote|link|image|other)$/
const MARK_TYPE = /^(?:generic|comment|term|(?!xlf:)[^\s:]+:[^\s:]+)$/
const POSITIVE = /^\+?0*[1-9]\d*$/
const SPACE = /^(?:default|preserve)$/

export interface ElementRule {
  /** Attributes without a namespace, and `xml:lang`, `xml:space`: pattern of the value; required ones end in `!`. */
  readonly attributes: Readonly<Record<string, RegExp>>
  /** Which attributes of other namespaces may stand on it: all, none, or those of the namespaces named. */
  readonly foreignAttributes: 'all' | 'none' | readonly string[]
  /** Names of children, in order: `*` any number, `+` at least one, `?` at most one, `(a|b)` either; `#other` is any element of another namespace. */
  readonly children: readonly string[]
  readonly text: boolean
}

export type Schema = Readonly<Record<string, ElementRule>>

const inline = ['(cp|ph|pc|sc|ec|mrk|sm|em)*']
const inherited = {
  canResegment: YES_NO,
  translate: YES_NO,
  srcDir: DIRECTION,
  trgDir: DIRECTION,
  'xml:space': SPACE,
  'xml:lang': LANGUAGE,
}
const code = {
  canCopy: YES_NO,
  canDelete: YES_NO,
  canReorder: FIRST_NO,
  copyOf: NMTOKEN,
  subType: /^(?:xlf:(?:lb|pb|b|i|u|var)|(?!xlf:)[^\s:]+:[^\s:]+)$/,
  type: CODE_TYPE,
}
const single = { ...code, disp: ANY, equiv: ANY, dataRef: NMTOKEN, subFlows: NMTOKENS }
const spanning = { ...single, canOverlap: YES_NO, dir: DIRECTION, isolated: YES_NO }
const mark = { 'id!': NMTOKEN, translate: YES_NO, type: MARK_TYPE, ref: ANY, value: ANY }
const onCodes = [FORMAT_STYLE, SIZE_RESTRICTION]

const CORE = {
  xliff: {
    attributes: { 'version!': ANY, 'srcLang!': LANGUAGE, trgLang: LANGUAGE, 'xml:space': SPACE, 'xml:lang': LANGUAGE },
    foreignAttributes: 'all',
    children: ['file+'],
    text: false,
  },
  file: {
    attributes: { 'id!': NMTOKEN, original: ANY, ...inherited },
    foreignAttributes: 'all',
    children: ['skeleton?', '#other*', 'notes?', '(unit|group)+'],
    text: false,
  },
  skeleton: { attributes: { href: ANY }, foreignAttributes: 'none', children: ['#other*'], text: true },
  group: {
    attributes: { 'id!': NMTOKEN, name: ANY, type: USER_VALUE, ...inherited },
    foreignAttributes: 'all',
    children: ['#other*', 'notes?', '(unit|group)*'],
    text: false,
  },
  unit: {
    attributes: { 'id!': NMTOKEN, name: ANY, type: USER_VALUE, ...inherited },
    foreignAttributes: 'all',
    children: ['#other*', 'notes?', 'originalData?', '(segment|ignorable)+'],
    text: false,
  },
  segment: {
    attributes: {
      id: NMTOKEN,
      canResegment: YES_NO,
      state: /^(?:initial|translated|reviewed|final)$/,
      subState: USER_VALUE,
    },
    foreignAttributes: 'none',
    children: ['source', 'target?'],
    text: false,
  },
  ignorable: { attributes: { id: NMTOKEN }, foreignAttributes: 'none', children: ['source', 'target?'], text: false },
  notes: { attributes: {}, foreignAttributes: 'none', children: ['note+'], text: false },
  note: {
    attributes: { id: NMTOKEN, appliesTo: /^(?:source|target)$/, category: ANY, priority: /^(?:[1-9]|10)$/ },
    foreignAttributes: 'all',
    children: [],
    text: true,
  },
  originalData: { attributes: {}, foreignAttributes: 'none', children: ['data+'], text: false },
  data: {
    attributes: { 'id!': NMTOKEN, dir: DIRECTION, 'xml:space': /^preserve$/ },
    foreignAttributes: 'none',
    children: ['cp*'],
    text: true,
  },
  source: {
    attributes: { 'xml:lang': LANGUAGE, 'xml:space': SPACE },
    foreignAttributes: 'none',
    children: inline,
    text: true,
  },
  target: {
    attributes: { 'xml:lang': LANGUAGE, 'xml:space': SPACE, order: POSITIVE },
    foreignAttributes: 'none',
    children: inline,
    text: true,
  },
  cp: { attributes: { 'hex!': /^(?:[0-9A-Fa-f]{2})+$/ }, foreignAttributes: 'none', children: [], text: false },
  ph: { attributes: { 'id!': NMTOKEN, ...single }, foreignAttributes: onCodes, children: [], text: false },
  pc: {
    attributes: {
      'id!': NMTOKEN,
      ...code,
      canOverlap: YES_NO,
      dir: DIRECTION,
      dispStart: ANY,
      dispEnd: ANY,
      equivStart: ANY,
      equivEnd: ANY,
      dataRefStart: NMTOKEN,
      dataRefEnd: NMTOKEN,
      subFlowsStart: NMTOKENS,
      subFlowsEnd: NMTOKENS,
    },
    foreignAttributes: onCodes,
    children: inline,
    text: true,
  },
  sc: { attributes: { 'id!': NMTOKEN, ...spanning }, foreignAttributes: onCodes, children: [], text: false },
  ec: {
    attributes: { id: NMTOKEN, startRef: NMTOKEN, ...spanning },
    foreignAttributes: onCodes,
    children: [],
    text: false,
  },
  mrk: { attributes: mark, foreignAttributes: 'all', children: inline, text: true },
  sm: { attributes: mark, foreignAttributes: 'all', children: [], text: false },
  em: { attributes: { 'startRef!': NMTOKEN }, foreignAttributes: 'none', children: [], text: false },
} satisfies Schema

/** The same with what 2.2 adds: notes and metadata of the whole document, `ref` on notes, cases of a message on segments. */
const CORE_OF_2_2: Schema = {
  ...CORE,
  xliff: { ...CORE.xliff, children: ['notes?', 'mda:metadata?', 'file+'] },
  note: { ...CORE.note, attributes: { ...CORE.note.attributes, ref: ANY } },
  segment: { ...CORE.segment, foreignAttributes: [PLURAL_GENDER_SELECT] },
}

/** The core's elements in a document whose core has this namespace. */
export function coreSchema(core: string): Schema {
  return core === CORE_2_2 ? CORE_OF_2_2 : CORE
}

export const patterns = { ANY, NMTOKEN, LANGUAGE, YES_NO, USER_VALUE, POSITIVE }
