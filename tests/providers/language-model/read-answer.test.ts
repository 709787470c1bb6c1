/** Reading what a model wrote, and finding whose answer is whose. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchAnswers } from '../../../src/providers/language-model/match-answers.ts'
import { readAnswer } from '../../../src/providers/language-model/read-answer.ts'

const one = '{"translations":[{"id":"1","text":"Coffee {now}, \\"hot\\""}],"names":[]}'
const read = { translations: [{ id: '1', text: 'Coffee {now}, "hot"' }], names: [] }

describe('reading', () => {
  test.each([
    ['bare', one],
    ['in a fence', `\`\`\`json\n${one}\n\`\`\``],
    ['in talk', `Sure! Here {is} it: ${one} -- enjoy {it}.`],
    ['after thoughts', `<think>{"translations":[{"id":"1","text":"no"}]}</think>${one}`],
    ['after the request again', `{"texts":[{"id":"1","text":"\u0642\u0647\u0648\u0629"}]}\n${one}`],
    ['with a comma too many', one.replace('],', ',],')],
    ['inside another object', `{"result":${one}}`],
  ])('%s', (_, reply) => expect(readAnswer(reply)).toEqual(read))

  test('a line end that stands bare in a string', () =>
    expect(readAnswer('{"translations":[{"id":1,"text":"two\nlines"}]}')).toEqual({
      translations: [{ id: '1', text: 'two\nlines' }],
      names: [],
    }))

  test.each([
    '',
    'I cannot do that.',
    '{"translations":',
    one.slice(0, -20),
    '[1]',
    '{"translations":"none"}',
    '{'.repeat(5_000),
  ])('nothing in %j', (reply) => expect(readAnswer(reply)).toBeUndefined())

  test('whatever comes, it reads or it does not; it never throws, and takes its time from the length', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (reply) => void readAnswer(reply)))
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('{', '}', '"', '\\', '[', ']', ',', '\n', 'a', '"translations":[')),
        (parts) => void readAnswer(parts.join('')),
      ),
    )
    const time = (length: number): number => {
      const reply = '{"a":'.repeat(length)
      const start = performance.now()
      readAnswer(reply)
      return performance.now() - start
    }
    time(20_000)
    const [short, long] = [Math.min(time(20_000), time(20_000)), Math.min(time(200_000), time(200_000))]
    expect(long).toBeLessThan(Math.max(short, 1) * 60)
  })
})

const texts = [
  '\u0627\u0644\u0623\u0648\u0644 11',
  '\u0627\u0644\u062B\u0627\u0646\u064A Node.js',
  '\u0627\u0644\u062B\u0627\u0644\u062B \u0663\u0663',
  '\u0627\u0644\u0631\u0627\u0628\u0639',
  '\u0627\u0644\u062E\u0627\u0645\u0633',
  '\u0627\u0644\u0633\u0627\u062F\u0633',
]
const answers = ['First 11', 'Second Node.js', 'Third 33', 'Fourth', 'Fifth', 'Sixth']
const all = answers.map((text, index) => ({ id: String(index + 1), text }))
const match = (translations: { id: string; text: string }[]): readonly string[] | string => {
  const matched = matchAnswers(texts, { translations, names: [] })
  return matched.kind === 'answers' ? matched.texts : matched.problem
}

describe('matching: row n faces row n', () => {
  test('in any order', () => expect(match(all.toReversed())).toEqual(answers))

  test('the same answer again says nothing new', () => expect(match([...all, ...all])).toEqual(answers))

  test('one that is missing leaves its neighbours in doubt, and nobody else', () =>
    expect(match(all.toSpliced(3, 1))).toEqual(['First 11', 'Second Node.js', '', '', '', 'Sixth']))

  test('an empty one is a missing one', () =>
    expect(match(all.with(4, { id: '5', text: ' ' }))).toEqual(['First 11', 'Second Node.js', 'Third 33', '', '', '']))

  test.each([
    ['the last one is missing: the others may have moved', all.slice(0, -1)],
    ['more are missing than not', all.filter(({ id }) => id === '1' || id === '6')],
    ['an id nobody asked for', [...all, { id: '7', text: 'more' }]],
    ['ids of its own', all.map(({ id, text }) => ({ id: `t${id}`, text }))],
    ['two answers to one text', [...all, { id: '1', text: 'Otherwise' }]],
    ['nothing at all', []],
  ])('%s: none is taken', (_, translations) => expect(match(translations)).toBeTypeOf('string'))

  test('numbers and Latin words that strayed take both places with them', () => {
    const moved = all.map(({ id }, index) => ({ id, text: answers[(index + 1) % 6] ?? '' }))
    const matched = match(moved)
    expect(matched.slice(0, 3)).toEqual(['', '', ''])
    expect(match(all)).toEqual(answers)
  })

  test('a long answer that was given to two texts is given to none', () => {
    const long = 'This sentence is about two things that were written apart from each other.'
    expect(match(all.with(3, { id: '4', text: long }).with(5, { id: '6', text: long }))).toEqual([
      'First 11',
      'Second Node.js',
      'Third 33',
      '',
      'Fifth',
      '',
    ])
    expect(match(all.with(3, { id: '4', text: 'Yes.' }).with(5, { id: '6', text: 'Yes.' }))).not.toContain('')
  })

  test('no answer ever stands at a place that its id does not name', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ id: fc.constantFrom('1', '2', '3', '4', '5', '6', '7', 'x'), text: fc.string() })),
        (translations) => {
          const matched = match(translations)
          if (typeof matched === 'string') return
          for (const [place, text] of matched.entries())
            if (text !== '') expect(translations).toContainEqual({ id: String(place + 1), text })
        },
      ),
    )
  })
})
