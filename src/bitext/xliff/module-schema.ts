/**
 * The elements of XLIFF's modules as data, in the way of the core's.
 *
 * @see XLIFF 2.1, chapter 5: matches.xsd, glossary.xsd, metadata.xsd, resource_data.xsd,
 *   size_restriction.xsd, validation.xsd, its.xsd; the Change Tracking extension, 5.6.4.
 */
import { patterns, type ElementRule, type Schema } from './core-schema.ts'

const { ANY, NMTOKEN, LANGUAGE, YES_NO, USER_VALUE, POSITIVE } = patterns
/** Of similarity and quality: a decimal from 0 to 100. */
const PERCENT = /^\+?(?:0*\d{1,2}(?:\.\d*)?|\.\d+|0*100(?:\.0*)?)$/
const NORMALIZATION = /^(?:none|nfc|nfd)$/

const element = (rule: Partial<ElementRule>): ElementRule => ({
  attributes: {},
  foreignAttributes: 'none',
  children: [],
  text: false,
  ...rule,
})
const open = (rule: Partial<ElementRule>): ElementRule => element({ foreignAttributes: 'all', ...rule })

const resource = open({ attributes: { href: ANY, 'xml:lang': LANGUAGE }, children: ['#other*'] })
const issue = { version: ANY, locQualityIssueType: ANY, locQualityIssueComment: ANY, locQualityIssueSeverity: ANY }
const agents = Object.fromEntries(
  ['org', 'person', 'tool', 'revOrg', 'revPerson', 'revTool'].flatMap((name) => [
    [name, ANY],
    [`${name}Ref`, ANY],
  ]),
)

export const MODULE_SCHEMA: Schema = {
  'mda:metadata': element({ attributes: { id: NMTOKEN }, children: ['mda:metaGroup+'] }),
  'mda:metaGroup': element({
    attributes: { id: NMTOKEN, category: ANY, appliesTo: /^(?:source|target|ignorable)$/ },
    children: ['(mda:metaGroup|mda:meta)+'],
  }),
  'mda:meta': element({ attributes: { 'type!': ANY }, text: true }),

  'mtc:matches': element({ children: ['mtc:match+'] }),
  'mtc:match': open({
    attributes: {
      id: NMTOKEN,
      matchQuality: PERCENT,
      matchSuitability: PERCENT,
      origin: ANY,
      'ref!': ANY,
      reference: YES_NO,
      similarity: PERCENT,
      subType: USER_VALUE,
      type: /^(?:am|mt|icm|idm|tb|tm|other)$/,
    },
    children: ['mda:metadata?', 'originalData?', 'source', 'target', '#other*'],
  }),

  'gls:glossary': element({ children: ['gls:glossEntry+'] }),
  'gls:glossEntry': open({
    attributes: { id: NMTOKEN, ref: ANY },
    children: ['gls:term', 'gls:translation*', 'gls:definition?', '#other*'],
  }),
  'gls:term': open({ attributes: { source: ANY }, text: true }),
  'gls:translation': open({ attributes: { id: NMTOKEN, ref: ANY, source: ANY }, text: true }),
  'gls:definition': open({ attributes: { source: ANY }, text: true }),

  'res:resourceData': element({ children: ['res:resourceItemRef*', 'res:resourceItem*'] }),
  'res:resourceItemRef': open({ attributes: { id: NMTOKEN, 'ref!': NMTOKEN } }),
  'res:resourceItem': open({
    attributes: { mimeType: ANY, id: NMTOKEN, context: YES_NO },
    children: ['notes?', 'res:source?', 'res:target?', 'res:reference*'],
  }),
  'res:source': resource,
  'res:target': resource,
  'res:reference': open({ attributes: { 'href!': ANY, 'xml:lang': LANGUAGE } }),

  'ctr:changeTrack': open({ children: ['ctr:revisions+'] }),
  'ctr:revisions': open({
    attributes: { 'appliesTo!': NMTOKEN, ref: NMTOKEN, currentVersion: NMTOKEN },
    children: ['ctr:revision+'],
  }),
  'ctr:revision': open({ attributes: { author: ANY, datetime: ANY, version: NMTOKEN }, children: ['ctr:item+'] }),
  'ctr:item': open({ attributes: { 'property!': ANY }, text: true }),

  'slr:profiles': element({
    attributes: { generalProfile: ANY, storageProfile: ANY },
    children: ['slr:normalization?', '#other*'],
  }),
  'slr:normalization': element({ attributes: { general: NORMALIZATION, storage: NORMALIZATION } }),
  'slr:data': open({ attributes: { 'profile!': ANY }, children: ['#other*'] }),

  'val:validation': open({ children: ['val:rule+'] }),
  'val:rule': open({
    attributes: {
      isPresent: ANY,
      occurs: POSITIVE,
      isNotPresent: ANY,
      startsWith: ANY,
      endsWith: ANY,
      existsInSource: YES_NO,
      caseSensitive: YES_NO,
      normalization: NORMALIZATION,
      disabled: YES_NO,
    },
  }),

  'its:locQualityIssues': element({
    attributes: { 'xml:id!': NMTOKEN, version: ANY },
    children: ['its:locQualityIssue+'],
  }),
  'its:locQualityIssue': element({
    attributes: { ...issue, locQualityIssueProfileRef: ANY, locQualityIssueEnabled: ANY },
  }),
  'its:provenanceRecords': element({
    attributes: { 'xml:id!': NMTOKEN, version: ANY },
    children: ['its:provenanceRecord+'],
  }),
  'its:provenanceRecord': element({ attributes: { version: ANY, ...agents } }),
}
