/** Editions as data: whole, sound in their own format, and nothing in them but text. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CSV_COLUMNS, toCsv } from '../../src/edition/data/csv.ts'
import { editionSchema } from '../../src/edition/data/json-schema.ts'
import { toJson } from '../../src/edition/data/json.ts'
import { rowsOf, type Edition } from '../../src/edition/edition.ts'
import { toTei } from '../../src/edition/tei/tei.ts'
import { parseCsv } from '../../src/text/parse-csv.ts'
import { writeCsv } from '../../src/text/write-csv.ts'
import { hostileEdition } from './hostile-edition.ts'
import { makeEdition } from './make-edition.ts'
import { fixture } from './pages.ts'
import { elementsOf } from './xml-elements.ts'

const EDITIONS: readonly (readonly [string, Edition])[] = [
  ...['article', 'everything', 'tables'].map((name) => [name, fixture(name)] as const),
  ['hostile', hostileEdition()],
]

describe('JSON', () => {
  test.each(EDITIONS)('of %s is what its schema says, with every row and sentence', (_, edition) => {
    const data = editionSchema.parse(JSON.parse(toJson(edition)))
    const rows = data.blocks.filter((block) => block.kind === 'row')
    expect(rows.map(({ id, state }) => [id, state])).toEqual(rowsOf(edition).map(({ id, state }) => [id, state]))
    for (const [index, row] of rowsOf(edition).entries()) {
      const segments = rows[index]?.segments ?? []
      expect(segments).toHaveLength(row.source.length)
      for (const [at, { target, state }] of segments.entries()) {
        expect(target === null).toBe(row.target[at]?.missing)
        expect(state === 'missing').toBe(target === null)
      }
    }
  })

  test('says whose words they are, what is stale, and marks up as HTML only where there is markup', () => {
    const edition = makeEdition('a.md', 'قال **نعم** ثم خرج. وعاد في ٣:٣٠ إلى Node.js.\n\nثالثة.', (sentence) => {
      if (sentence.startsWith('ثالثة')) return undefined
      return sentence.startsWith('قال')
        ? { target: 'He said <1>yes</1> & left.', state: 'reviewed', origin: { kind: 'person', name: 'ليلى' } }
        : { target: 'He came back.', mark: 'stale', oldSource: 'وعاد.' }
    })
    const rows = editionSchema.parse(JSON.parse(toJson(edition))).blocks
    expect(rows).toMatchObject([
      {
        state: 'stale',
        segments: [
          {
            id: 's1',
            state: 'reviewed',
            origin: { kind: 'person', name: 'ليلى' },
            source: { text: 'قال نعم ثم خرج.' },
            target: { text: 'He said yes & left.', html: 'He said <strong>yes</strong> &#x26; left.' },
          },
          { state: 'stale', origin: { kind: 'machine' }, target: { text: 'He came back.' } },
        ],
        changes: [{ before: 'وعاد.', now: 'وعاد في ٣:٣٠ إلى Node.js.' }],
      },
      { state: 'missing', segments: [{ target: null }] },
    ])
    expect(JSON.stringify(rows)).not.toContain('origin":{"kind":"machine","html')
    expect(rows[0]).not.toHaveProperty('segments.1.target.html')
  })
})

describe('CSV', () => {
  test.each(EDITIONS)('of %s comes back cell by cell', (_, edition) => {
    const [header, ...lines] = parseCsv(toCsv(edition)).rows.map(({ cells }) => cells)
    expect(header).toEqual(CSV_COLUMNS)
    const pairs = rowsOf(edition).flatMap(({ id, pairs: own }) => own.map((pair) => [id, pair.id, pair.state]))
    expect(lines.map(([id, , segment, , state]) => [id, segment, state])).toEqual(pairs)
    for (const cells of lines) expect(cells).toHaveLength(CSV_COLUMNS.length)
  })

  test('no cell is a formula, and Arabic is read as UTF-8', () => {
    const text = writeCsv([['=1+1', '+٩', '-5', '@SUM(A1)', '\t=1', 'قهوةٌ، "نعم"\nسطر']])
    expect(text).toBe('\uFEFF\'=1+1,\'+٩,\'-5,\'@SUM(A1),"\'\t=1","قهوةٌ، ""نعم""\nسطر"\r\n')
    expect(toCsv(hostileEdition())).not.toMatch(/(?:^|,|\n)"?[=+@]/)
  })

  test('any cells come back', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ق', 'ٌ', ' ', ',', '"', '\n', '\r', ';', '٣', '😀') })
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constant('x'), cell, cell), { minLength: 1 }), (rows) => {
        const back = parseCsv(writeCsv(rows)).rows.map(({ cells }) => cells)
        const plain = (text: string): string => (text.startsWith('\r') ? `'${text}` : text)
        expect(back).toEqual(rows.map((cells) => cells.map(plain)))
      }),
    )
  })
})

describe('TEI', () => {
  test.each(EDITIONS)(
    'of %s: names are unique, every pointer has its end, both sides point to each other',
    (_, edition) => {
      const elements = elementsOf(toTei(edition))
      const ids = elements.flatMap(({ attributes }) => attributes['xml:id'] ?? [])
      expect(new Set(ids).size).toBe(ids.length)
      for (const id of ids) expect(id).toMatch(/^[A-Za-z][\w.-]*$/)
      const known = new Set(ids)
      const corresponding = new Map<string, string>()
      for (const { attributes } of elements) {
        for (const name of ['corresp', 'ana', 'resp', 'target'] as const) {
          const pointer = attributes[name]
          if (pointer?.startsWith('#')) expect(known.has(pointer.slice(1)), pointer).toBe(true)
        }
        if (attributes.corresp !== undefined) corresponding.set(attributes['xml:id'] ?? '', attributes.corresp.slice(1))
      }
      for (const [one, other] of corresponding) expect(corresponding.get(other)).toBe(one)
      // The words of a picture can be missing in a sentence that is there.
      const pictures = JSON.stringify(edition.blocks).match(/"dataMissing":true/g)?.length ?? 0
      const sentences = elements.filter(({ name }) => name === 's')
      expect(sentences).toHaveLength(2 * rowsOf(edition).reduce((sum, { pairs }) => sum + pairs.length, 0))
      expect(sentences.filter(({ attributes }) => attributes.ana === '#state.missing').length).toBe(
        elements.filter(({ name }) => name === 'gap').length - pictures,
      )
    },
  )

  test('nothing of a source is an element that is not ours', () => {
    const names = new Set(elementsOf(toTei(hostileEdition())).map(({ name }) => name))
    const ours =
      /^(?:TEI|teiHeader|fileDesc|titleStmt|title|respStmt|resp|name|publicationStmt|sourceDesc|encodingDesc|appInfo|application|label|classDecl|taxonomy|category|catDesc|profileDesc|langUsage|language|text|group|body|div|head|p|ab|s|list|item|table|row|cell|quote|note|hi|ref|lb|gap|milestone|code|del|add|q|term|abbr|foreign)$/
    for (const name of names) expect(name).toMatch(ours)
    for (const { attributes } of elementsOf(toTei(hostileEdition())))
      if (attributes.target !== undefined)
        expect(attributes.target).toMatch(/^(?:#|https?:|mailto:|[^:/?#]*(?:[/?#].*)?$)/)
  })

  test('lists within lists, a quotation with a list, a note of two paragraphs, a table', () => {
    const text =
      '# عنوان\n\n1. أول\n2. ثان\n   - داخل\n\n     فقرة\n   - آخر\n3. ثالث\n\n> اقتباس\n>\n> - بند\n\nنص[^1].\n\n| أ | ب |\n| - | - |\n| ج | د |\n\n[^1]: حاشية.\n\n    فقرة ثانية.'
    const elements = elementsOf(toTei(makeEdition('a.md', text, () => ({ target: 'Words.' }))))
    const places = elements
      .filter(({ name, attributes }) => /^(?:head|p|cell)$/.test(name) && attributes['xml:id']?.startsWith('ar.'))
      .map(({ name, parents }) => [...parents.slice(parents.indexOf('div') + 1), name].join(' '))
    expect(places).toEqual([
      'head',
      'list item p',
      'list item p',
      'list item list item p',
      'list item list item p',
      'list item list item p',
      'list item p',
      'quote p',
      'quote list item p',
      'p',
      'table row cell',
      'table row cell',
      'table row cell',
      'table row cell',
      'note p',
      'note p',
    ])
    expect(elements.filter(({ name }) => name === 'item').map(({ attributes }) => attributes.n)).toEqual(
      Array.from({ length: 2 }, () => ['1', '2', undefined, undefined, '3', undefined]).flat(),
    )
  })

  test('a table keeps its columns where cells have no words, and a cell of two paragraphs is one', () => {
    const text =
      '<table><tr><td></td><td>ب</td></tr><tr><td rowspan="2"><p>ج</p><p>د</p></td><td></td></tr><tr><td>ه</td></tr></table>'
    const tei = toTei(makeEdition('a.md', text, () => ({ target: 'Words.' })))
    const [table = ''] = /<table>.*?<\/table>/s.exec(tei) ?? []
    const places = [...table.matchAll(/<(\/?row|cell|p)\b(?:[^>]* (rows="2"))?/g)].map(([, name, rows]) =>
      rows === undefined ? name : `${name} ${rows}`,
    )
    expect(places.join(' ')).toBe('row cell cell /row row cell rows="2" p p cell /row row cell /row')
  })
})
