/** What a model is told: a version of it never changes, and nothing in it does from one request to the next. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LATEST_PROMPT, systemText } from '../../../src/providers/language-model/prompts.ts'
import { requestText } from '../../../src/providers/language-model/request-text.ts'

test.each(Array.from({ length: LATEST_PROMPT }, (_, index) => index + 1))(
  'prompt %i is what it always was',
  (version) => {
    const file = `tests/fixtures/prompts/${version}.txt`
    const text = systemText({
      version,
      sourceLanguage: 'ar',
      targetLanguage: 'en-GB',
      brief: 'For students of history.',
    })
    // Answers are remembered by the version: another wording is another version, so this is never written anew.
    if (!existsSync(file) && process.env.MUQABIL_UPDATE) writeFileSync(file, text)
    expect(text).toBe(readFileSync(file, 'utf8'))
  },
)

test('no prompt is longer than a page', () => {
  for (let version = 1; version <= LATEST_PROMPT; version++)
    expect([...systemText({ version, sourceLanguage: 'ar', targetLanguage: 'en' })].length).toBeLessThan(3_200)
})

test('the same state gives the same text; absent parts are absent', () => {
  const context = {
    title: '\u0639\u0646\u0648\u0627\u0646',
    before: [{ source: '\u0642\u0628\u0644', target: 'before' }, { source: '\u0628\u0639\u062F' }],
    after: [],
    terms: [{ source: '\u062F\u0648\u0644\u0629', target: 'state', note: 'not "country"' }],
  }
  const input = { texts: ['\u0646\u0635'], context, names: [{ source: '\u0639\u0644\u064A', target: 'Ali' }] }
  expect(requestText(input)).toBe(
    '{"title":"\u0639\u0646\u0648\u0627\u0646","glossary":[{"source":"\u062F\u0648\u0644\u0629","target":"state","note":"not \\"country\\""}],"names":[{"source":"\u0639\u0644\u064A","target":"Ali"}],"before":[{"source":"\u0642\u0628\u0644","target":"before"},{"source":"\u0628\u0639\u062F"}],"texts":[{"id":"1","text":"\u0646\u0635"}]}',
  )
  expect(requestText(structuredClone(input))).toBe(requestText(input))
  expect(requestText({ texts: ['a'], names: [] })).toBe('{"texts":[{"id":"1","text":"a"}]}')
})

test('no text gets out of its quotation marks', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (texts) => {
      const read = JSON.parse(requestText({ texts, names: [] })) as { texts: { id: string; text: string }[] }
      expect(Object.keys(read)).toEqual(['texts'])
      expect(read.texts.map(({ text }) => text)).toEqual(
        texts.map((text) => (text.toWellFormed() === text ? text : text)),
      )
    }),
  )
})
