/** A glossary as TBX, the exchange format of term bases. */
import type { Term } from '../bitext/term.ts'
import { escapeAttribute, escapeText } from '../bitext/xliff/serialize-xliff.ts'
import { printable } from '../bitext/xml-text.ts'
import type { GlossaryOptions } from './glossary-options.ts'

/** Values of TBX-Basic's partOfSpeech. */
const SPEECH: Readonly<Record<NonNullable<Term['partOfSpeech']>, string>> = {
  noun: 'noun',
  'proper-noun': 'properNoun',
  verb: 'verb',
  adjective: 'adjective',
  adverb: 'adverb',
  other: 'other',
}

/**
 * A concept for each entry, as TBX-Basic in the DCA style has it: other forms are terms of the source's language,
 * allowed words admitted terms of the target's, forbidden ones deprecated.
 *
 * @see ISO 30042:2019; https://www.tbxinfo.net/tbx-dialects/
 */
export function writeTbx(
  terms: readonly Term[],
  { sourceLanguage, targetLanguage }: Pick<GlossaryOptions, 'sourceLanguage' | 'targetLanguage'>,
): string {
  const entries = terms.map((term, index) => entryOf(term, index + 1, sourceLanguage, targetLanguage))
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<tbx type="TBX-Basic" style="dca" xml:lang="${attribute(targetLanguage)}" xmlns="urn:iso:std:iso:30042:ed-2">`,
    '<tbxHeader><fileDesc><sourceDesc><p>muqabil</p></sourceDesc></fileDesc></tbxHeader>',
    '<text><body>',
    ...entries,
    '</body></text>',
    '</tbx>',
    '',
  ].join('\n')
}

function entryOf(term: Term, number: number, source: string, target: string): string {
  const note = term.note === undefined ? '' : `<note>${text(term.note)}</note>`
  const speech = term.partOfSpeech === undefined ? '' : fact('partOfSpeech', SPEECH[term.partOfSpeech])
  const sources = [
    section(term.source, speech + note),
    ...(term.forms ?? []).map((form) => section(form, fact('grammaticalNumber', 'plural'))),
  ]
  const targets = [
    ...(term.target === ''
      ? []
      : [
          section(term.target, status('preferred') + (term.isCaseSensitive ? fact('x-muqabil-case', 'sensitive') : '')),
        ]),
    ...(term.allowed ?? []).map((word) => section(word, status('admitted'))),
    ...(term.forbidden ?? []).map((word) => section(word, status('deprecated'))),
  ]
  return `<conceptEntry id="c${number}">${language(source, sources)}${language(target, targets)}</conceptEntry>`
}

function language(code: string, sections: readonly string[]): string {
  return `<langSec xml:lang="${attribute(code)}">${sections.join('')}</langSec>`
}

function section(term: string, facts: string): string {
  return `<termSec><term>${text(term)}</term>${facts}</termSec>`
}

function status(name: string): string {
  return fact('administrativeStatus', `${name}Term-admn-sts`)
}

function fact(type: string, value: string): string {
  return `<termNote type="${type}">${value}</termNote>`
}

function text(value: string): string {
  return escapeText(printable(value))
}

function attribute(value: string): string {
  return escapeAttribute(printable(value))
}
