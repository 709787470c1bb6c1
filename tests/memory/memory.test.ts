/** The memory: what it recalls, and what it learns. */
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Origin } from '../../src/bitext/record.ts'
import { answersOfRecord } from '../../src/memory/answers.ts'
import { lessonOf } from '../../src/memory/lesson.ts'
import { Memory, type Query, type Recalled } from '../../src/memory/memory.ts'
import { temporaryProject } from '../temporary-project.ts'
import { answer, languages, record } from './make-answers.ts'

const person: Origin = { kind: 'person' }
const ask = (memory: Memory, source: string, extra: Partial<Query> = {}): Recalled | undefined =>
  memory.recall({ source: [source], ...languages, provider: 'p', model: 'm', ...extra })

describe('which answer serves', () => {
  test('context before exact, pseudo never, another language never', async () => {
    using memory = await Memory.open(':memory:')
    memory.commit([
      answer('قهوة', 'Coffee', { before: 'b', after: 'a' }),
      answer('قهوة', 'coffee', { before: 'x', after: 'a' }),
      answer('شاي', 'Lorem', { origin: { kind: 'pseudo' } }),
    ])
    expect(ask(memory, 'قهوة', { before: 'b', after: 'a' })).toMatchObject({ target: ['Coffee'], match: 'context' })
    expect(ask(memory, 'قهوة', { before: 'b' })).toMatchObject({ target: ['coffee'], match: 'exact' })
    expect(ask(memory, 'شاي')).toBeUndefined()
    expect(ask(memory, 'قهوة', { targetLanguage: 'fr' })).toBeUndefined()
    expect(ask(memory, 'قهوة', { sourceLanguage: 'fa' })).toBeUndefined()
  })

  test('the text as it stands, in NFC: tashkeel, digits and tatweel count, the order of marks does not', async () => {
    using memory = await Memory.open(':memory:')
    memory.commit([answer('كُتِبَ في 12 مارس', 'It was written on 12 March'), answer('الشَّمس', 'The sun')])
    expect(ask(memory, 'كُتِبَ في 12 مارس')).toMatchObject({ match: 'context' })
    for (const near of ['كتب في 12 مارس', 'كَتَبَ في 12 مارس', 'كُتِبَ في ١٢ مارس', 'كُتِبَ في 12 مارس.', ' كُتِبَ في 12 مارس'])
      expect(ask(memory, near), near).toBeUndefined()
    const [typed, canonical] = ['الش\u0651\u064Eمس', 'الش\u064E\u0651مس']
    expect(typed).not.toBe(canonical)
    for (const form of [typed, canonical]) expect(ask(memory, form)).toMatchObject({ target: ['The sun'] })
  })

  test('codes are part of the text', async () => {
    using memory = await Memory.open(':memory:')
    const marked = [{ kind: 'open', id: '1' }, 'قهوة', { kind: 'close', id: '1' }] as const
    memory.commit([{ ...answer('', ''), source: marked, target: [marked[0], 'coffee & <tea>', marked[2]] }])
    expect(memory.recall({ ...languages, source: marked })?.target).toEqual([marked[0], 'coffee & <tea>', marked[2]])
    expect(ask(memory, 'قهوة')).toBeUndefined()
    expect(ask(memory, '<1>قهوة</1>')).toBeUndefined()
  })

  test('at an end of the document no neighbour is the same as no neighbour', async () => {
    using memory = await Memory.open(':memory:')
    memory.commit([
      answer('قهوة', 'Coffee: a title', { after: 'a' }),
      answer('قهوة', 'coffee', { before: 'b', after: 'a' }),
    ])
    expect(ask(memory, 'قهوة', { after: 'a' })).toMatchObject({ target: ['Coffee: a title'], match: 'context' })
  })

  /** All that can be known of one sentence, the best first. */
  const RANKS: readonly (readonly [string, Origin, 'same' | 'other'])[] = [
    ['a person, same neighbours', person, 'same'],
    ['a person', person, 'other'],
    ['own, same neighbours', { kind: 'machine', provider: 'p', model: 'm' }, 'same'],
    ['own', { kind: 'machine', provider: 'p', model: 'm' }, 'other'],
    ['another model, same neighbours', { kind: 'machine', provider: 'p', model: 'n' }, 'same'],
    ['another provider', { kind: 'machine', provider: 'q', model: 'm' }, 'other'],
  ]

  test('whatever is there and in whatever order it came, the best serves', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(
          RANKS.map((_, index) => index),
          { minLength: 1 },
        ),
        async (order) => {
          using memory = await Memory.open(':memory:')
          for (const index of order) {
            const [name, origin, neighbours] = RANKS[index] ?? ['', person, 'same']
            const context = neighbours === 'same' ? { before: 'b', after: 'a' } : { before: `x${index}`, after: 'a' }
            memory.commit([answer('قهوة', name, { origin, ...context })])
          }
          const [best, origin] = RANKS[Math.min(...order)] ?? []
          expect(ask(memory, 'قهوة', { before: 'b', after: 'a' })).toMatchObject({ target: [best], origin })
        },
      ),
    )
  })

  test('what was asked with another glossary or brief does not serve whoever has changed them, but others', async () => {
    using memory = await Memory.open(':memory:')
    const with_ = (variant: string): Origin => ({ kind: 'machine', provider: 'p', model: 'm', variant })
    memory.commit([
      answer('قهوة', 'qahwa', { origin: with_('glossary:1') }),
      answer('قهوة', 'coffee', { origin: with_('glossary:2') }),
    ])
    expect(ask(memory, 'قهوة', { variant: 'glossary:1' })).toMatchObject({
      target: ['qahwa'],
      origin: with_('glossary:1'),
    })
    expect(ask(memory, 'قهوة', { variant: 'glossary:3' })).toBeUndefined()
    expect(ask(memory, 'قهوة')).toBeUndefined()
    expect(ask(memory, 'قهوة', { provider: 'q' })).toMatchObject({ target: ['coffee'] })
    expect(memory.recall({ source: ['قهوة'], ...languages })).toMatchObject({ target: ['coffee'] })
  })

  test('the newest of its kind, and a kind is found behind thousands of others', async () => {
    using memory = await Memory.open(':memory:')
    memory.commit([
      answer('نعم', 'Aye', { origin: { kind: 'person', name: 'منى' }, before: 'p', after: 'p' }),
      answer('نعم', 'Yes, in this place', { before: 'b', after: 'a' }),
      answer('لا', 'No, long ago', { before: 'b', after: 'a' }),
    ])
    const [others, older] = [5000, 3] as const
    memory.commit(Array.from({ length: others }, (_, n) => answer('نعم', `Yes ${n}`, { before: `${n}`, after: 'a' })))
    memory.commit(Array.from({ length: others }, (_, n) => answer('لا', `No ${n}`, { before: `${n}`, after: 'a' })))
    expect(ask(memory, 'نعم')).toMatchObject({ target: ['Aye'], origin: { kind: 'person', name: 'منى' } })
    expect(ask(memory, 'لا', { before: 'b', after: 'a' })).toMatchObject({ target: ['No, long ago'] })
    expect(ask(memory, 'لا', { before: `${older}`, after: 'a' })).toMatchObject({ target: [`No ${older}`] })
    expect(ask(memory, 'لا')).toMatchObject({ target: [`No ${others - 1}`], match: 'exact' })
    expect(ask(memory, 'لا', { provider: 'another' })).toMatchObject({ target: [`No ${others - 1}`] })
  })
})

describe('what is learnt from records', () => {
  const machine = { origin: { kind: 'machine', provider: 'p', model: 'm' } } as const

  test('translations of machines and people, gone rows, the old pair of a stale one; nothing that is no translation', async () => {
    using memory = await Memory.open(':memory:')
    const gone = record('x', [{ source: ['ذهب'], target: ['Gone'], ...machine }]).units
    memory.learn(
      [
        {
          ...record('a', [
            { source: ['آلة'], target: ['Machine'], machine: ['Machine'], ...machine },
            { source: ['مصحح'], target: ['Corrected'], machine: ['Korrected'], ...machine },
            { source: ['موافق'], target: ['Approved'], state: 'final', machine: ['Approved'], ...machine },
            { source: ['جديد'], oldSource: ['قديم'], target: ['Old'], mark: 'stale', ...machine },
            { source: ['تجربة'], target: ['Lorem'], origin: { kind: 'pseudo' }, mark: 'pseudo' },
            { source: ['2024'], target: ['2024'] },
            { source: ['ناقص'] },
          ]),
          gone,
        },
      ].map(lessonOf),
    )
    expect(ask(memory, 'آلة')).toMatchObject({ target: ['Machine'], origin: machine.origin })
    expect(ask(memory, 'مصحح')).toMatchObject({ target: ['Corrected'], origin: person })
    expect(ask(memory, 'موافق')).toMatchObject({ origin: person })
    expect(ask(memory, 'قديم')).toMatchObject({ target: ['Old'] })
    expect(ask(memory, 'ذهب')).toMatchObject({ target: ['Gone'] })
    for (const none of ['جديد', 'تجربة', '2024', 'ناقص']) expect(ask(memory, none), none).toBeUndefined()
  })

  const origins: Readonly<Record<string, Origin>> = {
    machine: machine.origin,
    other: { kind: 'machine', provider: 'q' },
    person,
  }
  /** What stands for a word depends on who wrote it alone, so that it is one answer that is the right one, whichever came last. */
  const segment = fc
    .record({
      word: fc.constantFrom('قهوة', 'شاي', 'ماء', 'قَهْوة', '١٢'),
      by: fc.constantFrom('machine', 'other', 'person', ''),
    })
    .map(({ word, by }) => ({
      source: [word],
      ...(origins[by] ? { target: [`${word} by ${by}`], origin: origins[by] } : {}),
    }))
  const records = fc
    .array(fc.array(segment, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 })
    .map((all) => all.map((segments, n) => record(`${n}`, segments)))

  test('a memory that is rebuilt from the records recalls what the one recalled that saw the answers come', async () => {
    await fc.assert(
      fc.asyncProperty(records, fc.nat(), async (all, turn) => {
        using lived = await Memory.open(':memory:')
        using rebuilt = await Memory.open(':memory:')
        const answers = all.flatMap(answersOfRecord)
        for (const [index] of answers.entries())
          lived.commit(answers.slice((index + turn) % answers.length, ((index + turn) % answers.length) + 1))
        lived.learn(all.toReversed().map(lessonOf))
        rebuilt.learn(all.map(lessonOf))
        for (const { source, before, after } of answers) {
          for (const provider of ['p', 'q']) {
            const context = { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }
            const query: Query = {
              ...languages,
              source,
              provider,
              ...(provider === 'p' ? { model: 'm' } : {}),
              ...context,
            }
            const given = rebuilt.recall(query)
            expect(given).toBeDefined()
            expect(given).toEqual(lived.recall(query))
          }
        }
      }),
    )
  })

  test('a thousand records that are known cost a fraction of a thousand new ones', async () => {
    const root = temporaryProject({})
    using memory = await Memory.open(join(root, 'memory.db'))
    const all = Array.from({ length: 1000 }, (_, n) =>
      record(
        `${n}`,
        Array.from({ length: 10 }, (__, i) => ({
          source: [`الجملة ${n} ${i} من نص`],
          target: [`Sentence ${n} ${i}`],
          ...machine,
        })),
      ),
    )
    const time = (work: () => void): number => {
      const start = performance.now()
      work()
      return performance.now() - start
    }
    const [cold, warm] = [time(() => memory.learn(all.map(lessonOf))), time(() => memory.learn(all.map(lessonOf)))]
    expect(warm).toBeLessThan(cold / 2)
    expect(ask(memory, 'الجملة 999 9 من نص')).toMatchObject({ target: ['Sentence 999 9'] })
  })
})

test('a file of the first version is brought to the present one with all its answers', async () => {
  const root = temporaryProject({})
  const path = join(root, 'memory.db')
  const old = new DatabaseSync(path)
  old.exec(`
    CREATE TABLE answers (id INTEGER PRIMARY KEY, source TEXT NOT NULL, target TEXT NOT NULL, source_language TEXT NOT NULL,
      target_language TEXT NOT NULL, origin TEXT NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL, before TEXT NOT NULL,
      after TEXT NOT NULL, UNIQUE (source, source_language, target_language, origin, provider, model, before, after, target)) STRICT;
    CREATE TABLE learnt (hash TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
    CREATE TABLE in_flight (id INTEGER PRIMARY KEY, process INTEGER NOT NULL, characters INTEGER NOT NULL) STRICT;
    PRAGMA user_version = 1;`)
  const put = old.prepare("INSERT INTO answers VALUES (NULL, ?, ?, 'ar', 'en', ?, 'p', '', 'b', 'a')")
  for (let n = 0; n < 50; n++) put.run(`جملة ${n}`, `<1>Sentence</1> ${n}`, n % 2 === 0 ? 'machine' : 'person')
  old.close()
  using memory = await Memory.open(path)
  expect(memory.notice).toBeUndefined()
  for (let n = 0; n < 50; n++)
    expect(ask(memory, `جملة ${n}`, { before: 'b', after: 'a' })).toMatchObject({
      target: [{ kind: 'open', id: '1' }, 'Sentence', { kind: 'close', id: '1' }, ` ${n}`],
      match: 'context',
    })
  memory.commit([answer('جديد', 'New')])
  expect(ask(memory, 'جديد')).toMatchObject({ target: ['New'] })
})
