/** An edition as TEI P5: two texts whose paragraphs and sentences correspond. */
import { directionOf } from '../../text/letters.ts'
import { rowsOf, type Edition, type PairFacts } from '../edition.ts'
import { ROW_STATES, type RowState } from '../kinds.ts'
import { safeLine } from '../safe-text.ts'
import { bodyOf } from './body.ts'
import { block, element, text, type Xml } from '../xml.ts'

/** tei-c.org/release/doc/tei-p5-doc/en/html/DS.html#DSGRP and SA.html#SACS: groups of texts, `corresp`. */
export function toTei(edition: Edition): string {
  const { sourceLanguage, targetLanguage } = edition
  const makers = makersOf(edition)
  const responsible = (pair: PairFacts): string | undefined => {
    const name = nameOf(pair)
    return name === undefined ? undefined : `#by.${makers.indexOf(name) + 1}`
  }
  const side = (name: 'source' | 'target', language: string): Xml =>
    block('text', { 'xml:lang': language, ...(directionOf(language) === 'rtl' ? { style: 'direction: rtl' } : {}) }, [
      bodyOf({ edition, name, responsible }),
    ])
  const tei = block('TEI', { xmlns: 'http://www.tei-c.org/ns/1.0', 'xml:lang': targetLanguage }, [
    headerOf(edition, makers),
    block('text', {}, [block('group', {}, [side('source', sourceLanguage), side('target', targetLanguage)])]),
  ])
  return `<?xml version="1.0" encoding="UTF-8"?>\n${tei}\n`
}

const STATES: Readonly<Record<RowState, string>> = {
  missing: 'There is no translation.',
  stale: 'The source has changed since it was translated.',
  pseudo: 'A placeholder, not a translation.',
  draft: 'Translated, approved by nobody.',
  reviewed: 'Approved by a person.',
  carried: 'Nothing in it to translate: it stands on both sides.',
}

function headerOf({ title, path, sourceLanguage, targetLanguage }: Edition, makers: readonly string[]): Xml {
  const line = (name: string, words: string, attributes = {}): Xml => element(name, attributes, [text(words)])
  return block('teiHeader', {}, [
    block('fileDesc', {}, [
      block('titleStmt', {}, [
        line('title', title.source, { 'xml:lang': sourceLanguage }),
        line('title', title.target, { 'xml:lang': targetLanguage }),
        ...makers.map((name, index) => {
          const [kind, who] = name.split('\t')
          const parts = [
            line('resp', kind === 'machine' ? 'machine translation' : 'translation'),
            line('name', who ?? ''),
          ]
          return block('respStmt', { 'xml:id': `by.${index + 1}` }, parts)
        }),
      ]),
      block('publicationStmt', {}, [line('p', 'A bilingual edition made by muqabil.')]),
      block('sourceDesc', {}, [line('p', path)]),
    ]),
    block('encodingDesc', {}, [
      block('appInfo', {}, [block('application', { ident: 'muqabil', version: '1' }, [line('label', 'muqabil')])]),
      block('classDecl', {}, [
        block(
          'taxonomy',
          { 'xml:id': 'states' },
          ROW_STATES.map((state) =>
            block('category', { 'xml:id': `state.${state}` }, [line('catDesc', STATES[state])]),
          ),
        ),
      ]),
    ]),
    block('profileDesc', {}, [
      block(
        'langUsage',
        {},
        [sourceLanguage, targetLanguage].map((language) => line('language', language, { ident: language })),
      ),
    ]),
  ])
}

/** Each once, in the order they stand. */
function makersOf(edition: Edition): readonly string[] {
  return [...new Set(rowsOf(edition).flatMap(({ pairs }) => pairs.flatMap((pair) => nameOf(pair) ?? [])))]
}

/** A kind and a name. A placeholder is nobody's translation. */
function nameOf({ origin }: PairFacts): string | undefined {
  if (origin?.kind === 'machine') return `machine\t${safeLine(`${origin.provider} ${origin.model ?? ''}`)}`
  if (origin?.kind === 'imported') return `memory\t${safeLine(origin.name ?? '') || 'a translation memory'}`
  return origin?.kind === 'person' ? `person\t${safeLine(origin.name ?? '') || 'an editor'}` : undefined
}
