/** What goes out comes back: each format on random rows, and what a row does to a segment when it returns. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeContent, glue, renumberCodes, type CodeFacts, type Content } from '../../src/bitext/content.ts'
import { hashContent, hashPair } from '../../src/bitext/hash-content.ts'
import type { RecordSegment } from '../../src/bitext/record.ts'
import { STATES } from '../../src/bitext/states.ts'
import { exchangeReaders, exchangeWriters, officeReaders } from '../../src/interchange/exchange-formats.ts'
import { exportedBaseOf } from '../../src/bitext/base-of.ts'
import type { ExchangeRow, ExportedRow } from '../../src/interchange/exchange-row.ts'
import { fromPlaceholders, toPlaceholders } from '../../src/interchange/placeholders.ts'
import { takeRow } from '../../src/interchange/take-row.ts'

const LANGUAGES = { source: 'ar', target: 'en' }
const EXTENSIONS: Readonly<Record<string, string>> = {
  tmx: '.tmx',
  csv: '.csv',
  tsv: '.tsv',
  po: '.po',
  xliff12: '.xlf',
  jsonl: '.jsonl',
  docx: '.docx',
  xlsx: '.xlsx',
}

const word = fc.constantFrom(
  'قَهْوَةٌ',
  'المدينة',
  '٢٠٢٤',
  '1999',
  'Node.js',
  '«نصّ»',
  '"quoted"',
  "'",
  "'=1+1",
  '=SUM(A1)',
  '+1',
  '-',
  '@x',
  ',',
  ';',
  '\t',
  '\n',
  '\r\n',
  '\\',
  '\\n',
  '<1>',
  '</1>',
  '<\\1>',
  '<2/>',
  '<br>',
  '&amp;',
  '&',
  '<',
  ']]>',
  '\u00A0',
  '\u200F',
  ' ',
  '  ',
  'ﷺ',
  '𐎀',
  '{1}',
  '%s',
  '#',
)
const text = fc.oneof(
  fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' ')),
  fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join('')),
)

/** A source with a pair and a standalone code or none, and a target with the same in another order. */
const sides = fc
  .record({
    texts: fc.array(text, { minLength: 5, maxLength: 5 }),
    codes: fc.constantFrom('none', 'pair', 'both', 'half', 'crossed'),
  })
  .map(({ texts: [a = '', b = '', c = '', d = '', e = ''], codes }) => {
    const open = { kind: 'open', id: '7' } as const
    const close = { kind: 'close', id: '7' } as const
    const alone = { kind: 'standalone', id: '2' } as const
    const wrap = (...parts: Content): Content => glue(parts)
    switch (codes) {
      case 'pair':
        return { source: wrap(a, open, b, close), target: wrap(open, c, close, d) }
      case 'both':
        return { source: wrap(a, open, b, alone, close, c), target: wrap(alone, d, open, e, close) }
      case 'half':
        return { source: wrap(a, open, b), target: wrap(c, open) }
      case 'crossed':
        return {
          source: wrap(a, open, b, { kind: 'open', id: '9' }, c, close, d, { kind: 'close', id: '9' }),
          target: wrap(open, e, close, { kind: 'open', id: '9' }, { kind: 'close', id: '9' }),
        }
      default:
        return { source: wrap(a), target: wrap(d) }
    }
  })

const FACTS: Readonly<Record<string, CodeFacts>> = {
  7: { kind: 'pair', tagName: 'strong', properties: {}, open: '<strong title="a&b">', close: '</strong>' },
  9: { kind: 'pair', tagName: 'em', properties: {}, open: '<em>', close: '</em>' },
  2: { kind: 'standalone', tagName: 'img', properties: {}, open: '<img alt="<">', shown: '[صورة]' },
}

const segment = fc
  .record({
    both: sides,
    state: fc.constantFrom(...STATES.slice(1)),
    id: fc.integer({ min: 1, max: 9 }),
    mark: fc.boolean(),
  })
  .map(({ both, state, id, mark }): RecordSegment => ({
    id: `s${id}`,
    ...both,
    state,
    ...(mark ? { mark: 'needs-work' } : {}),
    origin: { kind: 'person' },
  }))

function exported(segment: RecordSegment): ExportedRow {
  return {
    document: 'input/قهوة.md',
    id: `p-00c0ffee/${segment.id}`,
    source: segment.source,
    ...(segment.target ? { target: segment.target } : {}),
    state: segment.state,
    needsWork: segment.mark !== undefined,
    base: exportedBaseOf(segment),
    codes: FACTS,
    note: 'ملاحظة "أ"\nline, two',
  }
}

function roundTrip(format: string, rows: readonly ExportedRow[]): readonly ExchangeRow[] {
  const written = exchangeWriters[format]?.({ sourceLanguage: 'ar', targetLanguage: 'en', rows, records: [] }) ?? ''
  const extension = EXTENSIONS[format] ?? ''
  const file = `a${extension}`
  return typeof written === 'string'
    ? (exchangeReaders[extension]?.(written, file, LANGUAGES) ?? [])
    : (officeReaders[extension]?.(written, file) ?? [])
}

const told = (content: Content = []): string => encodeContent(renumberCodes(content).content)

test('placeholders give every content back, and text that looks like one stays text', () => {
  fc.assert(
    fc.property(sides, ({ source }) => {
      expect(fromPlaceholders(toPlaceholders(source))).toEqual(source)
    }),
  )
  expect(toPlaceholders(['<b> & <1>'])).toBe('<\\b> & <\\1>')
})

/** XLIFF 2.1 is the record itself, whose round trip is proven where it is written. */
const ROW_FORMATS = Object.keys(exchangeWriters).filter((format) => format !== 'xliff21')

describe.each(ROW_FORMATS)('%s', (format) => {
  test('gives back both sides, codes, id and base of every row', () => {
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }), (segments) => {
        const rows = segments.map(exported)
        const back = roundTrip(format, rows)
        expect(back.map(({ source, target }) => [told(source), told([...source, ...(target ?? [])])])).toEqual(
          rows.map(({ source, target }) => [told(source), told([...source, ...(target ?? [])])]),
        )
        expect(back.map(({ id, document, base }) => [id, document, base])).toEqual(
          rows.map(({ id, document, base }) => [id, document, base]),
        )
      }),
    )
  })

  test('an import of what was exported changes nothing', () => {
    fc.assert(
      fc.property(segment, (segment) => {
        const [row] = roundTrip(format, [exported(segment)])
        expect(row && takeRow(segment, row, { overwrite: false })).toEqual({ kind: 'same' })
      }),
    )
  })

  test('an edit comes back with its codes; a lost code is a conflict; what changed here since is not overwritten', () => {
    const segment: RecordSegment = {
      id: 's1',
      source: ['قال ', { kind: 'open', id: '7' }, 'نعم', { kind: 'close', id: '7' }],
      target: ['He said ', { kind: 'open', id: '7' }, 'yes', { kind: 'close', id: '7' }],
      state: 'translated',
      origin: { kind: 'person' },
    }
    const edit = (target: Content): ExchangeRow => {
      const row = exported(segment)
      const [back] = roundTrip(format, [{ ...row, target }])
      return back ?? { source: [] }
    }
    const good: Content = [{ kind: 'open', id: '7' }, 'Yes', { kind: 'close', id: '7' }, ', he said']
    expect(takeRow(segment, edit(good), { overwrite: false })).toMatchObject({
      kind: 'changed',
      segment: { target: good, origin: { kind: 'person' } },
    })
    expect(takeRow(segment, edit(['Yes, he said']), { overwrite: false })).toMatchObject({
      kind: 'conflict',
      conflict: 'codes',
    })
    const newer: RecordSegment = {
      ...segment,
      target: ['Newer ', { kind: 'open', id: '7' }, 'yes', { kind: 'close', id: '7' }],
    }
    expect(takeRow(newer, edit(good), { overwrite: false })).toMatchObject({ kind: 'conflict', conflict: 'person' })
    expect(takeRow(newer, edit(good), { overwrite: true })).toMatchObject({
      kind: 'changed',
      segment: { target: good },
    })
    // What the editor left as it was takes nothing of the newer work away.
    expect(takeRow(newer, edit(segment.target ?? []), { overwrite: true })).toEqual({ kind: 'same' })
  })
})

test('a row that was not changed does nothing to an equal sentence whose codes are called otherwise', () => {
  const content = (id: string, word: string): Content => [word, { kind: 'open', id }, 'ab', { kind: 'close', id }]
  const left: RecordSegment = {
    id: 's1',
    source: content('7', 'قال '),
    target: content('7', 'said '),
    state: 'translated',
  }
  const here: RecordSegment = { id: 's1', source: content('9', 'قال '), state: 'initial' }
  for (const format of ROW_FORMATS) {
    const [row] = roundTrip(format, [exported(left)])
    expect([format, row && takeRow(here, row, { overwrite: false })]).toEqual([format, { kind: 'same' }])
  }
})

test('an approval leaves the words whose they were; it holds for this source and this translation', () => {
  const machine: RecordSegment = {
    id: 's1',
    source: ['قهوةٌ'],
    target: ['Coffee'],
    machine: ['Coffee'],
    state: 'translated',
    origin: { kind: 'machine', provider: 'google' },
    waived: { 'length-ratio': 'short' },
  }
  const [row] = roundTrip('csv', [{ ...exported(machine), state: 'reviewed' }])
  expect(row && takeRow(machine, row, { overwrite: false })).toEqual({
    kind: 'changed',
    segment: {
      ...machine,
      state: 'reviewed',
      sourceHash: hashContent(machine.source),
      approved: hashPair(['قهوةٌ'], ['Coffee']),
    },
  })
  const [edit] = roundTrip('csv', [{ ...exported(machine), target: ['A coffee'] }])
  const taken = edit && takeRow(machine, edit, { overwrite: false })
  expect(taken).toMatchObject({ kind: 'changed', segment: { target: ['A coffee'], origin: { kind: 'person' } } })
  expect(taken).not.toHaveProperty('segment.waived')
})

describe.each(['po', 'xliff12'])('a mark alone, in %s', (format) => {
  const words: RecordSegment = {
    id: 's1',
    source: ['قهوةٌ'],
    target: ['Coffee'],
    state: 'translated',
    origin: { kind: 'person' },
  }
  const toggled = (segment: RecordSegment): ExchangeRow => {
    const row = exported(segment)
    return roundTrip(format, [{ ...row, needsWork: !row.needsWork }])[0] ?? { source: [] }
  }
  const take = (segment: RecordSegment, row: ExchangeRow): unknown => takeRow(segment, row, { overwrite: false })

  test('is put on, and takes an approval away', () => {
    const approved: RecordSegment = { ...words, state: 'reviewed', approved: hashPair(words.source, ['Coffee']) }
    const marked = { ...words, mark: 'needs-work', reason: 'the imported file says so' }
    expect(take(words, toggled(words))).toEqual({ kind: 'changed', segment: marked })
    expect(take(approved, toggled(approved))).toEqual({ kind: 'changed', segment: marked })
  })

  test('is taken off, and settles what was stale', () => {
    const marked: RecordSegment = { ...words, mark: 'needs-work', reason: 'why?' }
    const stale: RecordSegment = { ...words, mark: 'stale', oldSource: ['قهوة'], sourceHash: hashContent(['قهوة']) }
    expect(take(marked, toggled(marked))).toEqual({ kind: 'changed', segment: words })
    expect(take(stale, toggled(stale))).toEqual({
      kind: 'changed',
      segment: { ...words, sourceHash: hashContent(words.source) },
    })
  })

  test('is no placeholder made a translation, and no word about what was written here since', () => {
    const pseudo: RecordSegment = { ...words, state: 'initial', mark: 'pseudo', origin: { kind: 'pseudo' } }
    expect(take(pseudo, toggled(pseudo))).toEqual({ kind: 'same' })
    const newer: RecordSegment = { ...words, target: ['A coffee'] }
    expect(take(newer, toggled(words))).toMatchObject({ kind: 'conflict', conflict: 'person' })
    const marked: RecordSegment = { ...words, mark: 'needs-work' }
    expect(take(marked, roundTrip(format, [exported(words)])[0] ?? { source: [] })).toEqual({ kind: 'same' })
    expect(take(words, roundTrip(format, [exported(marked)])[0] ?? { source: [] })).toEqual({ kind: 'same' })
  })
})

test('no cell of a table begins like a formula', () => {
  for (const start of ['=1+1', '+1', '-1', '@a', '\t=1', "'=1", "''+1"]) {
    const row = exported({ id: 's1', source: ['نص'], target: [start], state: 'translated' })
    for (const format of ['csv', 'tsv']) {
      const text =
        exchangeWriters[format]?.({ sourceLanguage: 'ar', targetLanguage: 'en', rows: [row], records: [] }) ?? ''
      expect(text).toContain(`'${start}`)
      expect(roundTrip(format, [row])[0]?.target).toEqual([start])
    }
  }
})

describe('memories of other tools', () => {
  const read = (body: string, head = ''): readonly ExchangeRow[] | undefined =>
    exchangeReaders['.tmx']?.(
      `<?xml version="1.0"?>${head}<tmx version="1.4"><header srclang="*all*"/><body>${body}</body></tmx>`,
      'a.tmx',
      LANGUAGES,
    )

  test("languages in any case, TMX 1.1's lang, a bare DOCTYPE; other languages are passed over", () => {
    const pair = (a: string, b: string): string =>
      `<tu><tuv ${a}><seg>قهوة</seg></tuv><tuv xml:lang="FR"><seg>café</seg></tuv><tuv ${b}><seg>coffee</seg></tuv></tu>`
    const rows = read(
      pair('lang="AR-SA"', 'lang="EN-US"') +
        pair('xml:lang="ar"', 'xml:lang="en_GB"') +
        pair('xml:lang="fa"', 'xml:lang="en"'),
      '<!DOCTYPE tmx SYSTEM "tmx11.dtd">',
    )
    expect(rows?.map(({ source, target }) => [source, target])).toEqual([
      [['قهوة'], ['coffee']],
      [['قهوة'], ['coffee']],
    ])
  })

  test('XLIFF 2, with what it says of each translation', () => {
    const file = (languages: string): string =>
      `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" ${languages}><file id="f1"><unit id="1">
        <segment state="reviewed"><source>قهوة <ph id="1"/></source><target>coffee <ph id="1"/></target></segment>
        <segment state="initial"><source>شاي</source><target>tea</target></segment>
        <segment><source>ماء</source></segment>
      </unit></file></xliff>`
    const rows = exchangeReaders['.xliff']?.(file('srcLang="ar-EG" trgLang="en"'), 'a.xliff', LANGUAGES) ?? []
    expect(
      rows.map(({ source, target = [], state, needsWork }) => [told(source), told(target), state, needsWork]),
    ).toEqual([
      ['قهوة <1/>', 'coffee <1/>', 'reviewed', false],
      ['شاي', 'tea', 'translated', true],
      ['ماء', '', undefined, undefined],
    ])
    expect(() => exchangeReaders['.xlf']?.(file('srcLang="ar" trgLang="fr"'), 'a.xlf', LANGUAGES)).toThrow(
      /exchange-languages/,
    )
  })

  test('PO and XLIFF 1.2 of other languages are refused', () => {
    const po = (language: string): string =>
      `msgid ""\nmsgstr "Language: ${language}\\n"\n\nmsgid "قهوة"\nmsgstr "coffee"\n`
    const xliff = (languages: string): string =>
      `<xliff version="1.2"><file original="a" ${languages}><body><trans-unit id="1"><source>قهوة</source><target>coffee</target></trans-unit></body></file></xliff>`
    const reads = (extension: string, text: string): unknown =>
      exchangeReaders[extension]?.(text, `a${extension}`, LANGUAGES).map(({ target }) => target)
    expect(reads('.po', po('en_GB'))).toEqual([['coffee']])
    expect(reads('.xlf', xliff('source-language="AR" target-language="en-GB"'))).toEqual([['coffee']])
    expect(reads('.xlf', xliff('source-language="ar"'))).toEqual([['coffee']])
    expect(() => reads('.po', po('fr'))).toThrow(/exchange-languages/)
    expect(() => reads('.xlf', xliff('source-language="ar" target-language="fr"'))).toThrow(/exchange-languages/)
    expect(() => reads('.xlf', xliff('source-language="fa" target-language="en"'))).toThrow(/exchange-languages/)
  })

  test('entity declarations are refused', () => {
    expect(() => read('', '<!DOCTYPE tmx [<!ENTITY a "b">]>')).toThrow(/xml-refused/)
  })

  test('native markup is a code, highlighted text is text', () => {
    const [row] =
      read(
        '<tu><tuv xml:lang="ar"><seg><bpt i="1">&lt;b></bpt>قهوة<ept i="1">&lt;/b></ept> <hi>ساخنة</hi><ph>x</ph></seg></tuv><tuv xml:lang="en"><seg>hot <bpt i="1"/>coffee<ept i="1"/><ph/></seg></tuv></tu>',
      ) ?? []
    expect([encodeContent(row?.source ?? []), encodeContent(row?.target ?? [])]).toEqual([
      '<1>قهوة</1> ساخنة<2/>',
      'hot <1>coffee</1><2/>',
    ])
  })
})
