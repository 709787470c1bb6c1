/**
 * The core of XLIFF 2 as data: which attributes and children each element has.
 *
 * @see XLIFF 2.1, xliff_core_2.0.xsd; the namespace of 2.2 has the same core.
 */

export const CORE_NAMESPACES: Readonly<Record<string, string>> = {
  'urn:oasis:names:tc:xliff:document:2.0': '2.0',
  'urn:oasis:names:tc:xliff:document:2.2': '2.2',
}
export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace'
export const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/'

const NMTOKEN = /^[\p{L}\p{N}\p{M}._:-]+$/u
const NMTOKENS = /^[\p{L}\p{N}\p{M}._:-]+(?: +[\p{L}\p{N}\p{M}._:-]+)*$/u
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
  /** Whether attributes of other namespaces may stand on it. */
  readonly foreignAttributes: boolean
  /** Names of core children, in order: `*` any number, `+` at least one, `?` at most one, `()` alternatives; `#other` elements of other namespaces. */
  readonly children: readonly string[]
  readonly text: boolean
}

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

export const CORE: Readonly<Record<string, ElementRule>> = {
  xliff: {
    attributes: { 'version!': ANY, 'srcLang!': LANGUAGE, trgLang: LANGUAGE, 'xml:space': SPACE, 'xml:lang': LANGUAGE },
    foreignAttributes: true,
    children: ['file+'],
    text: false,
  },
  file: {
    attributes: { 'id!': NMTOKEN, original: ANY, ...inherited },
    foreignAttributes: true,
    children: ['skeleton?', '#other*', 'notes?', '(unit|group)+'],
    text: false,
  },
  skeleton: { attributes: { href: ANY }, foreignAttributes: false, children: ['#other*'], text: true },
  group: {
    attributes: { 'id!': NMTOKEN, name: ANY, type: USER_VALUE, ...inherited },
    foreignAttributes: true,
    children: ['#other*', 'notes?', '(unit|group)*'],
    text: false,
  },
  unit: {
    attributes: { 'id!': NMTOKEN, name: ANY, type: USER_VALUE, ...inherited },
    foreignAttributes: true,
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
    foreignAttributes: false,
    children: ['source', 'target?'],
    text: false,
  },
  ignorable: { attributes: { id: NMTOKEN }, foreignAttributes: false, children: ['source', 'target?'], text: false },
  notes: { attributes: {}, foreignAttributes: false, children: ['note+'], text: false },
  note: {
    attributes: { id: NMTOKEN, appliesTo: /^(?:source|target)$/, category: ANY, priority: /^(?:[1-9]|10)$/ },
    foreignAttributes: true,
    children: [],
    text: true,
  },
  originalData: { attributes: {}, foreignAttributes: false, children: ['data+'], text: false },
  data: {
    attributes: { 'id!': NMTOKEN, dir: DIRECTION, 'xml:space': /^preserve$/ },
    foreignAttributes: false,
    children: ['cp*'],
    text: true,
  },
  source: {
    attributes: { 'xml:lang': LANGUAGE, 'xml:space': SPACE },
    foreignAttributes: false,
    children: inline,
    text: true,
  },
  target: {
    attributes: { 'xml:lang': LANGUAGE, 'xml:space': SPACE, order: POSITIVE },
    foreignAttributes: false,
    children: inline,
    text: true,
  },
  cp: { attributes: { 'hex!': /^(?:[0-9A-Fa-f]{2})+$/ }, foreignAttributes: false, children: [], text: false },
  ph: { attributes: { 'id!': NMTOKEN, ...single }, foreignAttributes: true, children: [], text: false },
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
    foreignAttributes: true,
    children: inline,
    text: true,
  },
  sc: { attributes: { 'id!': NMTOKEN, ...spanning }, foreignAttributes: true, children: [], text: false },
  ec: {
    attributes: { id: NMTOKEN, startRef: NMTOKEN, ...spanning },
    foreignAttributes: true,
    children: [],
    text: false,
  },
  mrk: { attributes: mark, foreignAttributes: true, children: inline, text: true },
  sm: { attributes: mark, foreignAttributes: true, children: [], text: false },
  em: { attributes: { 'startRef!': NMTOKEN }, foreignAttributes: false, children: [], text: false },
}

export const patterns = { NMTOKEN, LANGUAGE }
