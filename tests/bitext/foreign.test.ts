/** A record that another tool had in hand comes back with everything of that tool. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseRecord } from '../../src/bitext/read-record.ts'
import { serializeRecord } from '../../src/bitext/write-record.ts'
import { anotherTool, type Random } from './another-tool.ts'
import { canonicalXml } from './canonical-xml.ts'
import { applyEdit, edit, markdownOf, paragraphs } from './edit-script.ts'
import { anyHand, step, translated } from './make-record.ts'
import { trials } from '../trials.ts'
import { reflow } from './reflow.ts'

const markdown = paragraphs.map(markdownOf)

const written = (text: string, source: string): string =>
  serializeRecord(step(parseRecord(text, { file: 'a.xlf' }), source))

/** Prefixes that a tool might use for what we call otherwise. */
const prefixes = fc.constantFrom(
  new Map([
    ['urn:oasis:names:tc:xliff:document:2.0', ''],
    ['urn:oasis:names:tc:xliff:document:2.2', ''],
  ]),
  new Map([
    ['urn:oasis:names:tc:xliff:document:2.0', 'xliff'],
    ['urn:oasis:names:tc:xliff:document:2.2', 'core'],
    ['urn:oasis:names:tc:xliff:metadata:2.0', 'm'],
    ['urn:oasis:names:tc:xliff:matches:2.0', 'mda'],
    ['urn:oasis:names:tc:xliff:glossary:2.0', 'mtc'],
    ['urn:oasis:names:tc:xliff:fs:2.0', 'style'],
    ['http://www.w3.org/2005/11/its', 'ITS'],
  ]),
)

describe("another tool's work", () => {
  test('comes back whole through an unchanged source, and then stands still', () => {
    fc.assert(
      fc.property(markdown, fc.gen(), fc.constantFrom('2.1' as const, '2.2' as const), (source, gen, version) => {
        const random: Random = (below) => gen(fc.nat, below - 1)
        const ours = serializeRecord(translated(step(undefined, source), anyHand))
        const theirs = anotherTool(ours, random, version)
        const back = written(theirs, source)
        expect(canonicalXml(back)).toBe(canonicalXml(theirs))
        expect(written(back, source)).toBe(back)
      }),
      trials(60),
    )
  })

  test('is the same record however the file was written anew', () => {
    fc.assert(
      fc.property(
        markdown,
        fc.gen(),
        prefixes,
        fc.constantFrom('\n' as const, '\r\n' as const),
        (source, gen, names, lineEnd) => {
          const random: Random = (below) => gen(fc.nat, below - 1)
          const ours = serializeRecord(translated(step(undefined, source), anyHand))
          const theirs = random(2) === 0 ? ours : anotherTool(ours, random, random(2) === 0 ? '2.1' : '2.2')
          expect(written(reflow(theirs, { random, prefixes: names, lineEnd }), source)).toBe(written(theirs, source))
        },
      ),
      trials(60),
    )
  })

  test('stays on every row that an edit did not touch, and never makes a record that cannot be read', () => {
    fc.assert(
      fc.property(paragraphs, fc.array(edit, { minLength: 1, maxLength: 5 }), fc.gen(), (start, edits, gen) => {
        const random: Random = (below) => gen(fc.nat, below - 1)
        const ours = serializeRecord(translated(step(undefined, markdownOf(start)), anyHand))
        let text = anotherTool(ours, random, random(2) === 0 ? '2.1' : '2.2')
        let rows: readonly string[] = start
        for (const each of edits) {
          const before = unitsOf(text)
          rows = applyEdit(rows, each, start)
          if (rows.length === 0) break
          const now = serializeRecord(step(parseRecord(text, { file: 'a.xlf' }), markdownOf(rows)))
          expect(written(now, markdownOf(rows))).toBe(now)
          for (const [id, block] of unitsOf(now)) {
            const same = before.get(id)
            if (same !== undefined && sourcesIn(same) === sourcesIn(block) && !aliasesIn(block))
              expect(block).toBe(same)
          }
          text = now
        }
      }),
      trials(60),
    )
  })
})

describe('an annotation in a sentence that is edited', () => {
  const before = 'شرب الرجل **القهوة** في السوق القديم.'
  const annotated = serializeRecord(translated(step(undefined, before), () => 'person')).replace(
    /<source>(.*)السوق/,
    '<source>$1<mrk id="m1" type="term"><!-- here -->السوق</mrk>',
  )
  const after = (markdown: string): string =>
    /<segment[^>]*>\s*<source>(.*?)<\/source>/.exec(written(annotated, markdown))?.[1] ?? ''
  const mark = '<mrk id="m1" type="term"><!-- here -->السوق</mrk>'

  test.each([
    ['words before it', 'ثم شرب الرجلُ الصغير **القهوة** في السوق القديم.'],
    ['words after it', 'شرب الرجل **القهوة** في السوق الجديد كلَّ يوم.'],
    ['a word right before it', 'شرب الرجل **القهوة** من السوق القديم.'],
    ['markup before it', 'شرب الرجل القهوة في السوق القديم.'],
    ['most of its sentence', 'ثم عاد *إليه* في السوق القديم.'],
  ])('stays round its words: %s', (_, markdown) => {
    const source = after(markdown)
    expect(source).toContain(mark)
    expect(source.replaceAll(/<[^>]+>/g, '')).toBe(markdown.replaceAll('*', ''))
  })

  test('stays in a translation that loses markup', () => {
    const theirs = annotated.replace(/<target>(.*)في/, '<target>$1<mrk id="m2" type="term">في</mrk>')
    expect(theirs).toContain('m2')
    const back = written(theirs, before.replaceAll('**', ''))
    expect(back).toContain('<target>T(شرب الرجل القهوة <mrk id="m2" type="term">في</mrk> السوق القديم.)</target>')
  })

  test.each([
    ['its words are gone', 'شرب الرجل **القهوة** في البيت القديم.'],
    ['the end is gone', 'شرب الرجل **القهوة**.'],
  ])('goes when %s', (_, markdown) => {
    expect(after(markdown)).not.toContain('mrk')
    expect(after(markdown)).toContain('القهوة')
  })
})

/** The units of a document as a reader sees them, by id. */
function unitsOf(text: string): ReadonlyMap<string, string> {
  const units = new Map<string, string>()
  const lines = canonicalXml(text).split('\n')
  for (const [start, line] of lines.entries()) {
    const [, indent, local] = /^( *)\{urn:oasis:names:tc:xliff:document:[\d.]+\}(\w+)$/.exec(line) ?? []
    if (indent === undefined || local !== 'unit') continue
    const isInside = (each: string): boolean => each.startsWith(`${indent}  `)
    const length = lines.slice(start + 1).findIndex((each) => !isInside(each))
    const block = lines
      .slice(start, length === -1 ? undefined : start + 1 + length)
      .map((each) => each.slice(indent.length))
    const id = block.find((each) => each.startsWith('  @{}id='))
    units.set(JSON.parse(id?.slice('  @{}id='.length) ?? '""') as string, block.join('\n'))
  }
  return units
}

/** Everything inside the sources of a unit's parts. */
function sourcesIn(block: string): string {
  return [...`${block}\n`.matchAll(/\n {4}\{[^}]*\}source\n(?: {6}.*\n)*/g)].join('')
}

function aliasesIn(block: string): boolean {
  return block.includes('"aliases"')
}
