/** What the app does to texts, before any page. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeContent, encodeContent, type Content } from '../../src/bitext/content.ts'
import {
  atomsOf,
  contentOf,
  fitCodes,
  isNested,
  moveCode,
  nameOf,
  replaceText,
} from '../../src/review/app/text/atoms.ts'
import { joined, likelyStop, splitAt, stops } from '../../src/review/app/text/boundary.ts'
import { findFolded, fold } from '../../src/review/app/text/fold.ts'
import { replaceIn } from '../../src/review/app/text/replace.ts'
import { wordDiff } from '../../src/review/app/text/word-diff.ts'

const words = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'ق', 'هْ', 'َ', '٢', '😀', '&', '<') })
/** Well nested: pairs round words, and standalone codes. */
const content = fc
  .letrec<{ parts: Content; pair: Content }>((tie) => ({
    parts: fc
      .array(
        fc.oneof(
          { maxDepth: 3 },
          words.map((text): Content => [text]),
          tie('pair'),
        ),
        { maxLength: 4 },
      )
      .map((all) => all.flat()),
    pair: fc.oneof(
      fc.constant<Content>([{ kind: 'standalone', id: '?' }]),
      tie('parts').map((parts): Content => [{ kind: 'open', id: '?' }, ...parts, { kind: 'close', id: '?' }]),
    ),
  }))
  .parts.map(numbered)

/** Codes get ids, a pair one. */
function numbered(parts: Content): Content {
  const open: string[] = []
  let count = 0
  return contentOf(
    parts.map((part) => {
      if (typeof part === 'string') return part
      if (part.kind === 'close') return { ...part, id: open.pop() ?? '' }
      const id = String(++count)
      if (part.kind === 'open') open.push(id)
      return { ...part, id }
    }),
  )
}

const codes = (of: Content): readonly string[] => of.flatMap((part) => (typeof part === 'object' ? [nameOf(part)] : []))

describe('chips', () => {
  test('no edit loses one, doubles one or crosses a pair', () => {
    fc.assert(
      fc.property(
        content,
        fc.array(fc.tuple(fc.nat(60), fc.nat(60), words, fc.boolean(), fc.boolean()), { maxLength: 8 }),
        (first, edits) => {
          let atoms = atomsOf(first)
          for (const [a, b, text, isOn, isWord] of edits) {
            const [start, end] = [Math.min(a, b, atoms.length), Math.min(Math.max(a, b), atoms.length)]
            atoms = replaceText(atoms, start, end, text).atoms
            atoms =
              moveCode(atoms, a, { towards: isOn ? 'on' : 'back', step: isWord ? 'word' : 'letter' })?.atoms ?? atoms
          }
          expect(codes(contentOf(atoms)).toSorted()).toEqual(codes(first).toSorted())
          expect(isNested(atoms)).toBe(true)
        },
      ),
    )
  })

  test('a moved chip leaves the text as it is', () => {
    fc.assert(
      fc.property(content, fc.nat(40), fc.boolean(), (first, index, isOn) => {
        const moved = moveCode(atomsOf(first), index, { towards: isOn ? 'on' : 'back', step: 'letter' })
        const text = (of: Content): string => of.filter((part) => typeof part === 'string').join('')
        if (moved) expect(text(contentOf(moved.atoms))).toBe(text(first))
      }),
    )
  })

  test('a target gets exactly the codes of its source', () => {
    fc.assert(
      fc.property(content, content, (target, source) => {
        const fitted = fitCodes(target, source)
        expect(codes(fitted).toSorted()).toEqual(codes(source).toSorted())
        expect(isNested(atomsOf(fitted))).toBe(true)
      }),
    )
  })
})

describe('boundaries', () => {
  test('what is split and joined again has the same words', () => {
    fc.assert(
      fc.property(content, fc.nat(30), (whole, pick) => {
        const places = stops(whole)
        const [before, after] = splitAt(whole, places[pick % places.length] ?? 0)
        const bare = (of: Content): string => encodeContent(of).replaceAll(/\s/g, '')
        expect(bare(joined([before, after], ' '))).toBe(bare(whole))
      }),
    )
  })

  test('a sentence is first split where it has an end inside', () => {
    const two = decodeContent('قال: نعم. ثم ذهب <1>إلى</1> البيت وعاد في المساء.')
    const [before] = splitAt(two, likelyStop(two))
    expect(encodeContent(before)).toBe('قال: نعم.')
  })
})

describe('search', () => {
  test.each([
    ['القهوة', 'شربتُ القَهْوَةَ مساءً', 'القَهْوَةَ'],
    ['احمد', 'جاء أحـمـد إلى', 'أحـمـد'],
    ['على', 'سار علي وحده', 'علي'],
    ['مسوول', 'هو مسؤول هنا', 'مسؤول'],
    ['2254', 'القرار رقم ٢٢٥٤ لعام', '٢٢٥٤'],
    ['ﻻ', 'قال لا تذهب', 'لا'],
    ['ibrahim', 'Then Ibrāhīm came', 'Ibrāhīm'],
    ['small group', 'the “Small  Group” met', 'Small  Group'],
  ])('%s is found in %s', (query, text, found) => {
    const [span] = findFolded(fold(text), fold(query).text)
    expect(span && text.slice(span.start, span.end)).toBe(found)
  })

  test('what is found is where it says, in any text', () => {
    fc.assert(
      fc.property(words, words, (text, query) => {
        for (const { start, end } of findFolded(fold(text), fold(query).text))
          expect(fold(text.slice(start, end)).text).toBe(fold(query).text)
      }),
    )
  })
})

test('replacing keeps codes and everything else', () => {
  const before = decodeContent('The <1>Small</1> Group, the small group and a smaller one.')
  const now = replaceIn(before, { find: 'small group', by: 'Little Group', isExact: false })
  expect(now && encodeContent(now)).toBe('The <1>Little Group</1>, the Little Group and a smaller one.')
  expect(replaceIn(before, { find: 'small group', by: '', isExact: true })).toEqual(
    decodeContent('The <1>Small</1> Group, the  and a smaller one.'),
  )
  expect(replaceIn(before, { find: 'x', by: 'y', isExact: false })).toBeUndefined()
})

test('a word diff has both wordings in it', () => {
  fc.assert(
    fc.property(words, words, (before, now) => {
      const changes = wordDiff(before, now, 'ar')
      const but = (kind: string): string =>
        changes
          .filter((one) => one.kind !== kind)
          .map(({ text }) => text)
          .join('')
      expect([but('added'), but('removed')]).toEqual([before, now])
    }),
  )
})
