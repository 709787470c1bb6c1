/** Lines that people read: numbers, widths, progress, the account. */
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { accountLine } from '../../src/cli/account-line.ts'
import { inspectLines } from '../../src/cli/inspect-lines.ts'
import { inspectTable } from '../../src/cli/inspect-table.ts'
import { count, duration, money, plural } from '../../src/cli/numbers.ts'
import { plain } from '../../src/cli/paint.ts'
import { progressLine, type Progress } from '../../src/cli/progress-line.ts'
import { progressDisplay } from '../../src/cli/show-progress.ts'
import type { Inspected } from '../../src/project/inspect.ts'
import { cutToWidth, displayWidth, wrapToWidth } from '../../src/text/display-width.ts'
import { safeForTerminal } from '../../src/text/isolate.ts'

test('numbers', () => {
  expect([0, 7, 999, 1000, 12345, 1234567].map(count)).toEqual(['0', '7', '999', '1,000', '12,345', '1,234,567'])
  expect([0, 1, 2, 1000].map((value) => plural(value, 'row'))).toEqual(['0 rows', '1 row', '2 rows', '1,000 rows'])
  expect([0, 0.00002, 0.0012, 0.01, 1.5, 20].map((value) => money(value, 'USD'))).toEqual(['0.00 USD', 'under 0.0001 USD', '0.0012 USD', '0.01 USD', '1.50 USD', '20.00 USD']) // prettier-ignore
  expect([0, 0.2, 59, 60, 61, 3599, 3600, 12_000].map(duration)).toEqual(['0 s', '1 s', '59 s', '1 min', '2 min', '1 h', '1 h', '3 h 20 min']) // prettier-ignore
})

describe('columns', () => {
  test.each([
    ['', 0],
    ['coffee', 6],
    ['قهوة', 4],
    ['قَهْوَةٌ', 4],
    ['مـــد', 5],
    ['ﷺ', 1],
    ['\u2068قهوة\u2069', 4],
    ['咖啡', 4],
    ['カフェ', 6],
    ['😀', 2],
    ['e\u0301', 1],
    ['a\u200Db', 2],
    ['█░·…→', 5],
  ])('%s', (text, width) => {
    expect(displayWidth(text)).toBe(width)
  })

  const text = fc
    .array(fc.constantFrom('ق', 'َ', 'ه', ' ', 'a', '咖', '😀', '\u2068', '\u2069', '1'), { maxLength: 40 })
    .map((all) => all.join(''))

  test('a cut text fits and is a start of the text; wrapped lines fit and are the text again', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 30 }), (whole, columns) => {
        const cut = cutToWidth(whole, columns)
        expect(displayWidth(cut)).toBeLessThanOrEqual(columns)
        expect(whole.startsWith(cut.replace(/…$/, ''))).toBe(true)
        if (displayWidth(whole) <= columns) expect(cut).toBe(whole)
        const lines = wrapToWidth(whole, columns)
        expect(lines.join(' ')).toBe(whole)
        for (const line of lines) if (line.includes(' ')) expect(displayWidth(line)).toBeLessThanOrEqual(columns)
      }),
    )
  })
})

describe('what is safe for a terminal', () => {
  test('controls and lone bidi marks are shown, Arabic is isolated, once', () => {
    expect(safeForTerminal('a\u001B[2Jb\u202Ec\u0007\n')).toBe('a<U+001B>[2Jb<U+202E>c<U+0007><U+000A>')
    expect(safeForTerminal('قهوة')).toBe('\u2068قهوة\u2069')
    expect(safeForTerminal(safeForTerminal('say "قهوة"'))).toBe(safeForTerminal('say "قهوة"'))
    expect(safeForTerminal('\u2068قهوة')).toBe('\u2068<U+2068>قهوة\u2069')
    expect(safeForTerminal('\u2068a\u2069')).toBe('a')
    expect(safeForTerminal('\u2068a\u001B\u2069 \u2069')).toBe('a<U+001B> <U+2069>')
  })

  test('whatever comes, no control and no unbalanced isolate is left', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.array(
          fc.constantFrom('\u2066', '\u2067', '\u2068', '\u2069', '\u202A', '\u202C', '\u001B', '\u009B', 'ق', 'a'),
        ),
        (noise, marks) => {
          const safe = safeForTerminal(noise + marks.join(''))
          const bare = safe.replaceAll(/\u2068[^\u2066-\u2069]*\u2069/g, '')
          expect(bare).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
          expect(safe).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066\u2067]/u)
        },
      ),
    )
  })
})

describe('progress', () => {
  const half: Progress = {
    name: 'google',
    done: 30,
    total: 60,
    charactersSent: 12_340,
    seconds: 10,
    cost: 0.2468,
    currency: 'USD',
  }

  test.each([
    [200, 'google ██████████░░░░░░░░░░ 30/60 segments · 12,340 characters · 1,234/s · 10 s left · 0.25 USD'],
    [80, '30/60 segments · 12,340 characters · 1,234/s · 10 s left · 0.25 USD'],
    [40, '30/60 segments · 10 s left · 0.25 USD'],
    [30, '30/60 · 10 s left · 0.25 USD'],
    [20, '30/60 · 10 s left'],
    [8, '30/60'],
    [3, '30…'],
    [1, '…'],
  ])('at %i columns', (columns, line) => {
    expect(progressLine(half, columns)).toBe(line)
  })

  test('a price that nobody knows is not nothing', () => {
    const unpriced = { ...half, unpriced: true } as const
    expect(progressLine({ ...unpriced, cost: 0 }, 100)).toMatch(/10 s left · at a price that is not known$/)
    expect(progressLine(unpriced, 100)).toMatch(/· 0\.25 USD and more, at a price that is not known$/)
    expect(progressLine({ ...unpriced, cost: 0 }, 30)).toBe('30/60 · 10 s left')
  })

  test('at the start no time is promised; the bar is empty and full at the ends', () => {
    expect(progressLine({ ...half, done: 0, charactersSent: 0, cost: 0 }, 120)).toBe(
      'google ░░░░░░░░░░░░░░░░░░░░ 0/60 segments · 0 characters · 0/s · 0.00 USD',
    )
    expect(progressLine({ ...half, done: 60 }, 120)).toContain(
      '████████████████████ 60/60 segments · 12,340 characters · 1,234/s · 0 s left',
    )
  })

  test('never wider than the terminal, whoever translates', () => {
    fc.assert(
      fc.property(
        fc.record({
          name: fc.constantFrom('google', '\u2068مُترجِمي الخاصّ\u2069', '翻訳機', '😀'),
          done: fc.nat(1e6),
          total: fc.nat(1e6),
          charactersSent: fc.nat(1e9),
          seconds: fc.double({ min: 0, max: 1e6, noNaN: true }),
          cost: fc.double({ min: 0, max: 1e6, noNaN: true }),
          currency: fc.constant('EUR'),
        }),
        fc.integer({ min: 1, max: 250 }),
        (progress, columns) => {
          const line = progressLine(progress, columns)
          expect(displayWidth(line)).toBeLessThanOrEqual(columns)
          expect(line).not.toMatch(/NaN|Infinity/)
        },
      ),
    )
  })
})

describe('where progress is shown', () => {
  const stream = (isTTY: boolean): { readonly written: string[]; readonly as: NodeJS.WriteStream } => {
    const written: string[] = []
    const fake = { isTTY, columns: 60, write: (text: string) => written.push(text) > 0 }
    return { written, as: fake as never } // of a stream only these are used
  }
  const at = (done: number, seconds: number): Progress => ({
    name: 'p',
    done,
    total: 1000,
    charactersSent: done * 10,
    seconds,
    cost: 0,
  })

  test('in a log a line every ten seconds, and none for what is over sooner', () => {
    const { written, as } = stream(false)
    const display = progressDisplay(as)
    for (let second = 1; second <= 25; second++) display.show(at(second * 40, second))
    display.clear()
    expect(written).toEqual([
      '400 of 1,000 segments, 4,000 characters sent\n',
      '800 of 1,000 segments, 8,000 characters sent\n',
    ])
  })

  test('on a terminal some times a second, the end always, and taken away once', () => {
    vi.stubEnv('CI', '').stubEnv('TERM', 'xterm')
    try {
      const { written, as } = stream(true)
      const display = progressDisplay(as)
      for (let done = 1; done <= 1000; done++) display.show(at(done, done / 1000))
      expect(written.length).toBeGreaterThan(8)
      expect(written.length).toBeLessThan(16)
      expect(written.at(-1)).toContain('1,000/1,000 segments')
      display.clear()
      display.clear()
      expect(written.filter((text) => text === '\r\u001B[2K')).toHaveLength(1)
    } finally {
      vi.unstubAllEnvs()
    }
  })
})

test('the account adds up, and says only what there is', () => {
  const account = { event: 'account', documents: 1, units: 29, segments: 1041, recalled: 1030, translated: 11, human: 0, carried: 0, stale: 0, states: { initial: 0, translated: 41, reviewed: 0, final: 0 }, failed: 0, staleDrafts: 0, untranslated: 0, leftOut: 0, charactersSent: 1204, requests: 1, cost: 0.02408, currency: 'EUR', providers: [], seconds: 1, refused: 0 } as const // prettier-ignore
  const line = (change: object): string => accountLine({ ...account, ...change }, { frozen: false, paint: plain })
  expect(line({})).toBe(
    '1 document, 29 rows, 1,041 segments · 1,030 from memory · 11 translated · 0 by people · 1,204 characters sent · 0.02 EUR',
  )
  expect(
    line({
      documents: 2,
      carried: 1,
      stale: 2,
      failed: 3,
      untranslated: 4,
      leftOut: 1,
      refused: 1,
      charactersSent: 1,
      cost: 0,
    }),
  ).toBe(
    '2 documents, 29 rows, 1,041 segments · 1,030 from memory · 11 translated · 0 by people · 1 carried across · 2 stale · 3 failed · 4 untranslated · 1 line left out · 1 source refused · 1 character sent · 0.00 EUR',
  )
})

describe('inspect', () => {
  const inspected: Inspected = {
    units: [
      {
        id: 'p-1',
        kind: 'heading',
        depth: 2,
        line: 3,
        segments: [{ id: 's1', text: 'القهوة <1>العربية</1> &amp; Node.js' }],
      },
      {
        id: 'p-2',
        kind: 'paragraph',
        segments: [
          { id: 's1', text: 'هذه جملة طويلة من كلمات كثيرة لا تسعها أسطر قصيرة.' },
          { id: 's2', text: 'نعم.' },
        ],
      },
    ],
    leftOut: [{ text: 'اترك تعليقاً', reason: 'furniture', line: 9 }],
    decisions: ['the first line is the title'],
    kept: [],
    findings: [],
  }

  test('for a pipe: a line a sentence', () => {
    expect(inspectLines('input/قهوة.md', inspected).join('\n')).toBe(
      `\u2068input/قهوة.md\u2069: 2 rows, 3 segments, 1 line left out
\u2068input/قهوة.md\u2069: the first line is the title

p-1  heading 2, line 3
  s1  \u2068القهوة <1>العربية</1> & Node.js\u2069

p-2  paragraph
  s1  \u2068هذه جملة طويلة من كلمات كثيرة لا تسعها أسطر قصيرة.\u2069
  s2  \u2068نعم.\u2069

left out, line 9 (web furniture): \u2068اترك تعليقاً\u2069`,
    )
  })

  test('for a terminal: a table, each sentence in its own direction, further lines under its start', () => {
    const attribute = {
      id: 'p-3',
      kind: 'attribute' as const,
      name: 'alt',
      line: 12,
      segments: [{ id: 's1', text: 'فنجان' }],
    }
    const more = { ...inspected, units: [...inspected.units, attribute], kept: [{ text: 'باقٍ', line: 7 }] }
    expect(inspectTable('a.md', more, 66).join('\n')).toBe(
      `a.md: 2 rows, 1 text beside them, 4 segments, 1 line left out
a.md: the first line is the title

row  id   kind       line     segments
  1  p-1  heading 2     3  s1 \u2067القهوة <1>العربية</1> & Node.js\u2069
  2  p-2  paragraph        s1 \u2067هذه جملة طويلة من كلمات كثيرة لا\u2069
                              \u2067تسعها أسطر قصيرة.\u2069
                           s2 \u2067نعم.\u2069
  ·  p-3  attribute    12  s1 \u2067فنجان\u2069

as it stands in the edition: 1 line
  line 7
    \u2067باقٍ\u2069

left out: 1 line
  line 9, web furniture
    \u2067اترك تعليقاً\u2069`,
    )
    const narrow = inspectTable('a.md', more, 30)
    expect(narrow).toContain('2 p-2  paragraph')
    expect(narrow).toContain('     \u2067كثيرة لا تسعها أسطر\u2069')
  })

  test('however narrow the terminal and whatever the text, no line is wider, nothing is obeyed and no word is lost', () => {
    const piece = fc.constantFrom(
      'القَهْوَةُ',
      'Node.js',
      '<1>',
      '</1>',
      '١٢٣',
      '\u001B[2J',
      '\u202E',
      '漢字',
      'ا'.repeat(70),
      'x'.repeat(50),
      '👨‍👩‍👧',
    )
    const sentence = fc.array(piece, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '))
    fc.assert(
      fc.property(
        fc.array(sentence, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 20, max: 120 }),
        (texts, columns) => {
          const units = texts.map((text, index) => ({
            id: `p-${index}`,
            kind: 'paragraph' as const,
            line: index,
            segments: [{ id: 's1', text }],
          }))
          const lines = inspectTable('a.md', { ...inspected, units, decisions: [] }, columns).slice(1)
          for (const line of lines) {
            expect(displayWidth(line)).toBeLessThan(columns)
            expect(line).not.toMatch(/[\u0000-\u001F\u202E]/)
          }
          const letters = (text: string): string => text.replace(/[^\u0620-\u065Fx漢字]/g, '')
          expect(letters(lines.join(''))).toContain(letters(texts.join('')).slice(0, 40))
        },
      ),
    )
  })
})
