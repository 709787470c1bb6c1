/** What checks offer in place of a translation: marks and spaces, and nothing that the check would find again. */
import { expect, test } from 'vitest'
import { encodeContent, type Content } from '../../src/bitext/content.ts'
import { findingsOf } from '../../src/quality/checks.ts'

function fixes(source: Content, target: Content): Readonly<Record<string, string | undefined>> {
  const segment = { id: 's1', source, target, state: 'translated' as const }
  const [found = []] = findingsOf([{ segment, row: [segment], missing: false, isCarried: false, terms: [] }], {
    sourceLanguage: 'ar',
    targetLanguage: 'en',
    severities: {},
  })
  return Object.fromEntries(found.map(({ ruleId, fix }) => [ruleId, fix && encodeContent(fix)]))
}

const [open, close] = [
  { kind: 'open', id: '1' },
  { kind: 'close', id: '1' },
] as const

test.each<[string, Content, Content, Readonly<Record<string, string | undefined>>]>([
  ['spaces', ['جاء الرجلُ.'], [' The  man came . '], { whitespace: 'The man came.' }],
  [
    'spaces round codes stay where words need them',
    ['جاء ', open, 'الرجلُ', close, '.'],
    ['The ', open, 'man', close, '  came.'],
    { whitespace: 'The <1>man</1> came.' },
  ],
  ['a word twice', ['جاء الرجلُ إلى البيت.'], ['The the man came home.'], { 'doubled-words': 'The man came home.' }],
  ['marks of Arabic', ['جاء، ثم مضى.'], ['He came، then left.'], { typography: 'He came, then left.' }],
  [
    'Arabic that is spoken of keeps its marks',
    ['كتب «نعم، لا».'],
    ['He wrote نعم، لا and left؛ he did.'],
    { typography: undefined },
  ],
  ['a question', ['أين ذهب الرجلُ؟'], ['Where did the man go'], { 'end-punctuation': 'Where did the man go?' }],
  ['a statement', ['ذهب الرجلُ.'], ['The man left!'], { 'end-punctuation': 'The man left.' }],
  ['nothing wrong', ['ذهب الرجلُ.'], ['The man left.'], {}],
])('%s', (_, source, target, expected) => {
  const found = fixes(source, target)
  expect(Object.fromEntries(Object.keys(expected).map((id) => [id, found[id]]))).toEqual(expected)
  for (const id of Object.keys(expected)) expect(found).toHaveProperty(id)
})
