/** The rules of the ITS module: values, and what excludes what. */
import { quote } from '../../errors.ts'
import { XML_NAMESPACE } from './core-schema.ts'
import { MODULES, schemaName } from './namespaces.ts'
import { elements, moduleAttribute, type Fail } from './node.ts'
import type { XmlNode } from './parse-xml.ts'

const SCORE = /^\+?(?:0*\d{1,2}(?:\.\d*)?|\.\d+|0*100(?:\.0*)?)$/
const CONFIDENCE = /^\+?(?:0*(?:\.\d+)?|0+\.\d*|\d(?:\.\d+)?[eE]-\d+|0*1(?:\.0*)?)$/
const INTEGER = /^[+-]?\d+$/
const YES_NO = /^(?:yes|no)$/
const ISSUE =
  /^(?:terminology|mistranslation|omission|untranslated|addition|duplication|inconsistency|grammar|legal|register|locale-specific-content|locale-violation|style|characters|misspelling|typographical|formatting|inconsistent-entities|numbers|markup|pattern-problem|whitespace|internationalization|length|non-conformance|uncategorized|other)$/

/** Attributes whose values its.xsd restricts. */
const VALUES: Readonly<Record<string, RegExp>> = {
  version: /^\d+\.\d+$/,
  localeFilterType: /^(?:include|exclude)$/,
  locQualityIssueEnabled: YES_NO,
  locQualityIssueSeverity: SCORE,
  locQualityIssueType: ISSUE,
  locQualityRatingScore: SCORE,
  locQualityRatingScoreThreshold: SCORE,
  locQualityRatingVote: INTEGER,
  locQualityRatingVoteThreshold: INTEGER,
  mtConfidence: CONFIDENCE,
  taConfidence: CONFIDENCE,
  termConfidence: CONFIDENCE,
}

const AGENTS = ['org', 'person', 'tool', 'revOrg', 'revPerson', 'revTool'].flatMap((name) => [name, `${name}Ref`])
const ISSUES = ['Type', 'Comment', 'Severity', 'ProfileRef', 'Enabled'].map((name) => `locQualityIssue${name}`)

/** Of these the first excludes all others on one element. */
const EXCLUSIVE: readonly (readonly string[])[] = [
  ['locQualityIssuesRef', ...ISSUES],
  ['locQualityRatingScore', 'locQualityRatingVote'],
  ['taIdentRef', 'taSource', 'taIdent'],
  ['provenanceRecordsRef', ...AGENTS],
]

/** Where references lead: attribute, element of records. */
const RECORDS: readonly (readonly [string, string])[] = [
  ['locQualityIssuesRef', 'its:locQualityIssues'],
  ['provenanceRecordsRef', 'its:provenanceRecords'],
]

/** @see XLIFF 2.1, section 5.9 "ITS Module"; its.xsd, its.sch. */
export function checkIts(node: XmlNode, holder: XmlNode, fail: Fail): void {
  const uri = MODULES.its ?? ''
  const own = new Map(node.attributes.filter((each) => each.uri === uri).map(({ local, value }) => [local, value]))
  if (node === holder) checkRecords(holder, fail)
  if (own.size === 0) return
  for (const [name, value] of own)
    if (Object.hasOwn(VALUES, name) && VALUES[name]?.test(value) === false)
      fail(node, `its:${name} ${quote(value)}`, 'a value of the ITS module')
  for (const [first = '', ...others] of EXCLUSIVE) {
    const other = own.has(first) ? others.find((name) => own.has(name)) : undefined
    if (other !== undefined) fail(node, `its:${first} with its:${other}`, 'one of the two')
  }
  if (own.has('taSource') !== own.has('taIdent')) fail(node, 'one of its:taSource and its:taIdent', 'both')
  for (const [name, element] of RECORDS) {
    const ref = own.get(name)
    const id = ref === undefined ? undefined : /^(?:#(?:.*\/)?its=|#)?([^#/=]+)$/.exec(ref)?.[1]
    if (id !== undefined && !ref?.includes('/') && !recordIds(holder, element).has(id))
      fail(node, `its:${name} to ${quote(ref ?? '')}, which is not there`, `an <${element}> of this element`)
  }
}

/** A record says something; its id is its own. */
function checkRecords(holder: XmlNode, fail: Fail): void {
  const seen = new Set<string>()
  for (const records of elements(holder)) {
    const name = schemaName(records)
    if (name !== 'its:locQualityIssues' && name !== 'its:provenanceRecords') continue
    const id = moduleAttribute(records, XML_NAMESPACE, 'id') ?? ''
    if (seen.has(id)) fail(records, `xml:id ${quote(id)} twice`, 'ids that are unique')
    seen.add(id)
    const needed = name === 'its:locQualityIssues' ? ISSUES.slice(0, 2) : AGENTS
    const empty = elements(records).find((each) => !each.attributes.some((own) => needed.includes(own.name)))
    if (empty) fail(empty, `<${empty.name}> that says nothing`, `one of ${needed.join(', ')}`)
  }
}

function recordIds(holder: XmlNode, element: string): ReadonlySet<string> {
  return new Set(
    elements(holder)
      .filter((each) => schemaName(each) === element)
      .flatMap((each) => moduleAttribute(each, XML_NAMESPACE, 'id') ?? []),
  )
}
