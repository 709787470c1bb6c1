/** The record on disk: whose work a target is, what holds of an approval, and that whatever is written can be read. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeContent, glue, type Code, type CodeFacts } from '../../src/bitext/content.ts'
import { isPersons } from '../../src/bitext/is-persons.ts'
import { parseRecord } from '../../src/bitext/read-record.ts'
import type { DocumentRecord, RecordSegment } from '../../src/bitext/record.ts'
import { serializeRecord } from '../../src/bitext/write-record.ts'
import { MuqabilError } from '../../src/errors.ts'
import { findingsOf } from '../../src/quality/checks.ts'
import { temporaryProject } from '../temporary-project.ts'
import { trials } from '../trials.ts'
import { step, throughXliff, translated, type Hand } from './make-record.ts'

const A = 'شَرِبَ القهوةَ في المدينة الكبيرة.'
const B = 'ثم عاد إلى البيت مساءً.'

function recordBy(hand: Hand): DocumentRecord {
  return translated(step(undefined, `${A} ${B}`), () => hand)
}

/** What another tool does to the file, as text. */
function after(record: DocumentRecord, change: (xml: string) => string): RecordSegment {
  const xml = serializeRecord(record)
  const changed = change(xml)
  expect(changed).not.toBe(xml)
  const read = parseRecord(changed, { file: 'a.xlf' })
  expect(throughXliff(read)).toEqual(read)
  const [segment] = read.units[0]?.segments ?? []
  if (segment === undefined) throw new Error('no segment')
  return segment
}

const newTarget = (xml: string): string =>
  xml.replace(/(<segment id="s1"[^]*?<target>).*?(?=<\/target>)/, '$1He drank coffee in the city.')
const withoutFacts = (xml: string): string =>
  xml.replace(/ {8}<mda:metaGroup category="s1">[^]*?<\/mda:metaGroup>\n/, '')
const withState =
  (state: string) =>
  (xml: string): string =>
    xml.replace(/(<segment id="s1" )state="\w+"(?: subState="[\w:-]+")?/, `$1state="${state}"`)

describe('a person who worked with another tool', () => {
  test('has what they corrected: target changed, metadata as they were', () => {
    const segment = after(recordBy('machine'), newTarget)
    expect(segment).toMatchObject({
      target: ['He drank coffee in the city.'],
      state: 'translated',
      origin: { kind: 'person' },
    })
    expect(isPersons(segment)).toBe(true)
    const record = parseRecord(newTarget(serializeRecord(recordBy('machine'))), { file: 'a.xlf' })
    const stale = step(record, `${A.replace('الكبيرة', 'الصغيرة')} ${B}`).units[0]?.segments[0]
    expect(stale).toMatchObject({ target: ['He drank coffee in the city.'], mark: 'stale', oldSource: [A] })
  })

  test('has what they typed where nothing was', () => {
    const segment = after(step(undefined, A), (xml) =>
      xml.replace('</source>', '</source>\n        <target>He drank.</target>'),
    )
    expect(segment).toMatchObject({ target: ['He drank.'], state: 'initial', origin: { kind: 'person' } })
  })

  test('has what is left when the tool threw our metadata away', () => {
    expect(after(recordBy('machine'), withoutFacts)).toMatchObject({ origin: { kind: 'person' } })
  })

  test('has what they wrote over a pseudo translation, which then is none', () => {
    const pseudo = translated(step(undefined, A))
    const units = pseudo.units.map((unit) => ({
      ...unit,
      segments: unit.segments.map((segment): RecordSegment => ({
        ...segment,
        origin: { kind: 'pseudo' },
        mark: 'pseudo',
        state: 'initial',
      })),
    }))
    const segment = after({ ...pseudo, units }, newTarget)
    expect(segment).toMatchObject({ origin: { kind: 'person' } })
    expect(segment.mark).toBeUndefined()
  })

  test('can take a translation away, and nothing is claimed of it any more', () => {
    const segment = after(recordBy('machine'), (xml) =>
      withState('initial')(xml.replace(/ *<target>.*?<\/target>\n/, '')),
    )
    expect(segment).toEqual({ id: 's1', source: [A], after: ' ', state: 'initial' })
  })

  test('approves by the state alone', () => {
    const segment = after(recordBy('machine'), withState('final'))
    expect(segment).toMatchObject({ state: 'final', origin: { kind: 'machine' } })
    expect(isPersons(segment)).toBe(true)
    expect(segment.approved).toMatch(/^[0-9a-f]{16}$/)
  })

  test.each(['reviewed', 'final'] as const)('is found out when a %s text changed and its state did not', (state) => {
    const segment = after(recordBy(state), newTarget)
    expect(segment).toMatchObject({ state: 'translated', mark: 'needs-work', origin: { kind: 'person' } })
    expect(segment.approved).toBeUndefined()
    const findings = findingsOf([{ segment, row: [segment], missing: false, isCarried: false, terms: [] }], {
      sourceLanguage: 'ar',
      targetLanguage: 'en',
      severities: {},
    }).flat()
    expect(findings.map(({ ruleId, message }) => [ruleId, message])).toContainEqual([
      'needs-work',
      'Unexpected note that this needs work (changed after it was approved), expected a settled translation',
    ])
  })

  test('settles a stale row by taking its mark away, approved or not', () => {
    const stale = step(recordBy('final'), `${A.replace('الكبيرة', 'الصغيرة')} ${B}`)
    for (const state of ['translated', 'final'] as const) {
      const segment = after(stale, (xml) => withState(state)(newTarget(xml)))
      expect(segment).toMatchObject({ state, target: ['He drank coffee in the city.'], origin: { kind: 'person' } })
      expect([segment.mark, segment.oldSource, segment.reason]).toEqual([undefined, undefined, undefined])
      expect(segment.approved === undefined).toBe(state === 'translated')
    }
  })

  test('who only corrects a word of a stale row leaves it stale', () => {
    const stale = step(recordBy('person'), `${A.replace('الكبيرة', 'الصغيرة')} ${B}`)
    expect(after(stale, newTarget)).toMatchObject({
      mark: 'stale',
      oldSource: [A],
      target: ['He drank coffee in the city.'],
    })
  })
})

describe('the record', () => {
  test('says its own version, that of its rules and that of its key, and refuses what is newer or another', () => {
    const xml = serializeRecord(recordBy('machine'))
    for (const type of ['format', 'rules', 'key']) expect(xml).toContain(`<mda:meta type="${type}">1</mda:meta>`)
    const codeOf = (text: string): string => {
      try {
        parseRecord(text, { file: 'a.xlf' })
        return 'read'
      } catch (error) {
        return error instanceof MuqabilError ? error.code : 'bug'
      }
    }
    expect(codeOf(xml)).toBe('read')
    expect(codeOf(xml.replace('"format">1<', '"format">2<'))).toBe('record-newer')
    expect(codeOf(xml.replace('category="muqabil"', 'category="other"'))).toBe('record-foreign')
    const [, file = ''] = /( {2}<file[^]*<\/file>\n)/.exec(xml) ?? []
    expect(codeOf(xml.replace('</xliff>', `${file.replace('id="f1"', 'id="f2"')}</xliff>`))).toBe('record-foreign')
  })

  test('of nothing can be read, too', () => {
    const record = { ...step(undefined, A), units: [] }
    expect(throughXliff(record)).toEqual(record)
  })

  test('takes text of another tool that it calls ignorable as text, and gives it back as it was', () => {
    const xml = serializeRecord(step(undefined, '١. شرب القهوة.')).replace(
      '<segment id="s1" state="initial">\n        <source>١. شرب',
      '<ignorable id="i1">\n        <source>١. </source>\n        <target>1. </target>\n      </ignorable>\n      <segment id="s1" state="initial">\n        <source>شرب',
    )
    const record = parseRecord(xml, { file: 'a.xlf' })
    expect(record.units[0]?.segments.map(({ id, source }) => [id, source])).toEqual([
      ['i1', ['١. ']],
      ['s1', ['شرب القهوة.']],
    ])
    expect(serializeRecord(step(record, '١. شرب القهوة.'))).toContain(
      '<ignorable id="i1">\n        <source>١. </source>\n        <target>1. </target>',
    )
  })
})

const text = fc.string({
  unit: fc.constantFrom(
    'ق',
    'َ',
    'a',
    ' ',
    '\n',
    '\t',
    '\r',
    '&',
    '<',
    ']]>',
    '"',
    '\u0001',
    '\uD800',
    '\uDC00',
    '\uFFFE',
    '😀',
    '\u2028',
    '\u0085',
  ),
})
const codeOf = (ids: readonly string[]): fc.Arbitrary<Code> =>
  fc.record({
    kind: fc.constantFrom('open' as const, 'close' as const, 'standalone' as const),
    id: fc.constantFrom(...ids),
  })

const PAIR: CodeFacts = { kind: 'pair', tagName: 'strong', properties: {}, open: '<strong>', close: '</strong>' }
const ALONE: CodeFacts = { kind: 'standalone', tagName: 'img', properties: {}, open: '<img alt="x\u0001">', shown: 'x' }
const TABLES: readonly Readonly<Record<string, CodeFacts>>[] = [
  {},
  { '1': PAIR, '3': ALONE },
  { '1': PAIR, '2': { ...PAIR, open: '<em>', close: '</em>' }, '3': ALONE },
]

/** Codes as a source has them: each once; pairs nest, cross, or have one end in another row. */
const sourceContent = fc
  .tuple(
    fc.array(text, { minLength: 5, maxLength: 5 }),
    fc.constantFrom([0, 1, 2, 3, 4], [0, 1, 3, 2, 4], [4, 0, 1, 2, 3], [0, 1], [2, 3]),
  )
  .map(([[a = '', b = '', c = '', d = '', e = ''], order]) => {
    const codes: readonly Code[] = [
      { kind: 'open', id: '1' },
      { kind: 'open', id: '2' },
      { kind: 'close', id: '2' },
      { kind: 'close', id: '1' },
      { kind: 'standalone', id: '3' },
    ]
    const chosen = order.flatMap((index) => codes[index] ?? [])
    return glue([a, b, c, d, e].flatMap((piece, index) => [piece, ...chosen.slice(index, index + 1)]))
  })
const targetContent = fc.array(fc.oneof(text, codeOf(['1', '2', '3', '9', '1-2'])), { maxLength: 9 }).map(glue)

describe('whatever stands in a target', () => {
  test('is written so that it can be read, and comes back with its text and codes', () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.tuple(sourceContent, targetContent)),
        targetContent,
        fc.constantFrom(...TABLES),
        (pairs, old, table) => {
          const ids = new Set(
            pairs.flatMap(([source]) => source.flatMap((part) => (typeof part === 'object' ? [part.id] : []))),
          )
          const codes = Object.fromEntries(Object.entries(table).filter(([id]) => ids.has(id)))
          const segments = pairs.map(([source, target], index): RecordSegment => ({
            id: `s${index + 1}`,
            source,
            target,
            state: 'translated',
            origin: { kind: 'person' },
            machine: old,
            reason: 'a\u0001b',
            mark: 'stale',
            oldSource: old,
          }))
          const record: DocumentRecord = {
            source: 'input/a.txt',
            sourceLanguage: 'ar',
            targetLanguage: 'en',
            rules: '1',
            units: [{ id: 'p-1', kind: 'paragraph', segments, codes, aliases: [], notes: [{ text: 'ملاحظة\u0001' }] }],
            gone: [],
          }
          const read = parseRecord(serializeRecord(record), { file: 'a.xlf' })
          for (const [index, segment] of (read.units[0]?.segments ?? []).entries()) {
            const { source, target, machine, oldSource } = segments[index] ?? {}
            expect(encodeContent(segment.source)).toBe(encodeContent(source ?? []))
            expect(encodeContent(segment.target ?? [])).toBe(encodeContent(target ?? []))
            if (encodeContent(old) !== encodeContent(target ?? []))
              expect(encodeContent(segment.machine ?? [])).toBe(encodeContent(machine ?? []))
            expect(encodeContent(segment.oldSource ?? [])).toBe(encodeContent(oldSource ?? []))
          }
          const again = serializeRecord(read)
          expect(serializeRecord(parseRecord(again, { file: 'a.xlf' }))).toBe(again)
        },
      ),
      trials(400),
    )
  })
})

describe('in git', () => {
  const rows = ['# عنوان', `${A} ${B}`, 'فقرة ثالثة عن **النهر** والمدينة. وجملة رابعة.', '- بند', 'خاتمة النص كله.']
  const record = translated(step(undefined, rows.join('\n\n')), ({ source }) =>
    source.length > 1 ? 'final' : 'machine',
  )

  /** Lines that `git diff` shows as gone and as new, and how many places it shows. */
  function gitDiff(
    before: string,
    now: string,
  ): { readonly minus: readonly string[]; readonly plus: readonly string[]; readonly hunks: number } {
    const root = temporaryProject({ 'a.xlf': before })
    const git = (...args: readonly string[]): string =>
      execFileSync('git', ['-C', root, '-c', 'user.name=x', '-c', 'user.email=x@example.org', ...args], {
        encoding: 'utf8',
      })
    git('init', '-q')
    git('add', '.')
    git('commit', '-qm', 'x')
    writeFileSync(join(root, 'a.xlf'), now)
    const lines = git('diff', '-U0').split('\n')
    return {
      minus: lines.filter((line) => /^-(?!--)/.test(line)),
      plus: lines.filter((line) => /^\+(?!\+\+)/.test(line)),
      hunks: lines.filter((line) => line.startsWith('@@')).length,
    }
  }

  test('an element is a line', () => {
    for (const line of serializeRecord(record).trim().split('\n').slice(1)) {
      expect(line).toMatch(/^ *<(?:\/[\w:]+|[\w:]+(?: [\w:]+="[^"]*")*(?:\/|>.*<\/[\w:]+)?)>$/)
    }
  })

  test('a word of the source is a change of its own unit alone', () => {
    const now = step(record, rows.join('\n\n').replace('والمدينة', 'والقرية'))
    const { minus, plus } = gitDiff(serializeRecord(record), serializeRecord(now))
    expect(minus.map((line) => line.trim())).toEqual([
      '-      <segment id="s1" state="final">',
      '-        <source>فقرة ثالثة عن <pc id="1" type="fmt" dataRefStart="d1" dataRefEnd="d1e">النهر</pc> والمدينة.</source>',
    ])
    expect(plus).toHaveLength(8)
    const block = serializeRecord(now)
      .split('    <unit ')
      .filter((unit) => plus.some((line) => unit.includes(line.slice(1))))
    expect(block).toHaveLength(1)
  })

  test('a new row is new lines and nothing else; a corrected target is two lines', () => {
    const more = step(record, [...rows.slice(0, 2), 'فقرة جديدة هنا.', ...rows.slice(2)].join('\n\n'))
    expect(gitDiff(serializeRecord(record), serializeRecord(more))).toMatchObject({ minus: [], hunks: 1 })
    const xml = serializeRecord(record)
    const corrected = parseRecord(xml.replace('T(بند)', 'An item'), { file: 'a.xlf' })
    const { minus, plus } = gitDiff(xml, serializeRecord(corrected))
    expect([...minus, ...plus].filter((line) => line.includes('<target>'))).toHaveLength(2)
  })

  test('a move shows as lines that went and came', () => {
    const moved = step(record, [...rows.slice(1), ...rows.slice(0, 1)].join('\n\n'))
    const { minus, plus } = gitDiff(serializeRecord(record), serializeRecord(moved))
    expect(plus.map((line) => line.slice(1)).toSorted()).toEqual(minus.map((line) => line.slice(1)).toSorted())
  })
})
