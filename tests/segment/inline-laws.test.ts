/** The laws of inline markup, over random trees: it comes back as it was, and whatever a translation does to it stays sound. */
import fc from 'fast-check'
import type { Element, ElementContent, Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { toString } from 'hast-util-to-string'
import { h } from 'hastscript'
import { describe, expect, test } from 'vitest'
import { glue, plainText, type Code, type Content } from '../../src/bitext/content.ts'
import { layCodes, laySentences } from '../../src/bitext/lay-codes.ts'
import type { SourceUnit } from '../../src/bitext/source.ts'
import { parseRecord } from '../../src/bitext/read-record.ts'
import { reconcile } from '../../src/bitext/reconcile.ts'
import { serializeRecord } from '../../src/bitext/write-record.ts'
import { cutUnit } from '../../src/segment/cut-unit.ts'
import { extractUnits } from '../../src/segment/extract-units.ts'
import { formsOf } from '../../src/translate/forms.ts'
import { trials } from '../trials.ts'

const word = fc.constantFrom(
  'القهوة',
  'قَهْوَةٌ',
  'وصلت',
  'إلى',
  'مكّة.',
  'هل؟',
  'نعم!',
  '«بُنّ»',
  'Node.js',
  '١٢',
  'د.',
  'ثمّ',
)
const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((all) => all.join(' '))
const whole = fc.constantFrom<() => Element>(
  () => h('code', 'رمز.'),
  () => h('img', { src: 'a.png', alt: 'صورة' }),
  () => h('sup', [h('a', { href: '#fn-1', id: 'fnref-1', dataFootnoteRef: true }, '1')]),
  () => h('ruby', ['字', h('rt', 'حرف')]),
  () => h('kbd', 'Ctrl'),
  () => h('br'),
)
const PAIRS: readonly ((children: readonly ElementContent[]) => Element)[] = [
  (children) => h('strong', [...children]),
  (children) => h('em', [...children]),
  (children) => h('a', { href: 'https://example.org/', title: 'موقع' }, [...children]),
  (children) => h('sub', [...children]),
  (children) => h('sup', [...children]),
  (children) => h('bdi', [...children]),
  (children) => h('abbr', { title: 'اختصار' }, [...children]),
  (children) => h('del', [...children]),
]
const foreign = fc
  .constantFrom('coffee house', 'Kaffee. Haus', 'x = 1')
  .map((text) => h('span', { lang: 'en', dir: 'ltr' }, text))

const { nodes } = fc.letrec<{ nodes: readonly ElementContent[]; node: ElementContent }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    words.map((value): ElementContent => ({ type: 'text', value })),
    whole.map((make) => make()),
    foreign,
    fc.tuple(fc.constantFrom(...PAIRS), tie('nodes')).map(([make, children]) => make(children)),
  ),
  nodes: fc.array(tie('node'), { minLength: 1, maxLength: 4 }).map((all) => spaced(all)),
}))

/** One space between neighbours, none beside a break and at the ends; texts that touch are one. */
function spaced(all: readonly ElementContent[]): readonly ElementContent[] {
  const children: ElementContent[] = []
  for (const [index, node] of all.entries()) {
    const before = all[index - 1]
    const space = before !== undefined && !endsInBreak(before) && !beginsWithBreak(node) ? ' ' : ''
    const text = node.type === 'text' ? space + node.value : space
    const last = children.at(-1)
    if (text !== '') {
      if (last?.type === 'text') children[children.length - 1] = { type: 'text', value: last.value + text }
      else children.push({ type: 'text', value: text })
    }
    if (node.type !== 'text') children.push(node)
  }
  return children
}

const isBreak = (node: ElementContent): boolean => node.type === 'element' && node.tagName === 'br'
const WHOLE = new Set(['code', 'ruby', 'kbd'])
function endsInBreak(node: ElementContent): boolean {
  const last = node.type === 'element' && !WHOLE.has(node.tagName) ? node.children.at(-1) : undefined
  return isBreak(node) || (last !== undefined && endsInBreak(last))
}
function beginsWithBreak(node: ElementContent): boolean {
  const first = node.type === 'element' && !WHOLE.has(node.tagName) ? node.children[0] : undefined
  return isBreak(node) || (first !== undefined && beginsWithBreak(first))
}

const paragraph = nodes.filter((children) => /\S/.test(toString({ type: 'root', children: [...children] } as Root)))
const html = (children: readonly ElementContent[]): string => toHtml({ type: 'root', children: [...children] } as Root)

function unitOf(children: readonly ElementContent[]): SourceUnit | undefined {
  const tree: Root = { type: 'root', children: [h('p', [...structuredClone(children)])] }
  return extractUnits(tree, { path: 'a.html', language: 'ar' }).units.find(({ kind }) => kind === 'paragraph')
}

/** All codes of a content, as they stand in it. */
const codesOf = (content: Content): readonly string[] =>
  content.flatMap((part) => (typeof part === 'string' ? [] : [`${part.kind} ${part.id}`]))
const isNested = (content: Content): boolean => {
  const open: string[] = []
  for (const part of content) {
    if (typeof part === 'string' || part.kind === 'standalone') continue
    if (part.kind === 'open') open.push(part.id)
    else if (open.pop() !== part.id) return false
  }
  return open.length === 0
}

describe('inline markup', () => {
  test('laid back on the source is the tree that it was, whole and sentence by sentence', () => {
    fc.assert(
      fc.property(paragraph, (children) => {
        const unit = unitOf(children)
        if (unit === undefined) return
        expect(isNested(unit.content)).toBe(true)
        expect(html(layCodes(unit.content, unit.codes))).toBe(html(children))
        const sentences = cutUnit(unit, { mode: 'sentence' })
        expect(glue(sentences.flat())).toEqual(unit.content)
        const laid = laySentences(sentences, unit.codes, sentences)
        expect(
          laid
            .flat()
            .map((node) => toString(node))
            .join(''),
        ).toBe(toString({ type: 'root', children: [...children] } as Root))
        // Each word has round it what it had: the tree read a character at a time.
        expect(laid.flatMap((each) => marked(each))).toEqual(marked(children))
      }),
      trials(300),
    )
  })

  test('goes through the record and every form that it is sent in', () => {
    fc.assert(
      fc.property(paragraph, (children) => {
        const tree: Root = { type: 'root', children: [h('p', [...structuredClone(children)])] }
        const source = extractUnits(tree, { path: 'a.html', language: 'ar' })
        const { record } = reconcile({
          record: undefined,
          source,
          targetLanguage: 'en',
          rules: '1',
          cut: (unit) => cutUnit(unit, { mode: 'sentence' }),
        })
        const again = parseRecord(serializeRecord(record), { file: 'a.xlf' })
        expect(again.units.map(({ segments }) => segments.map((each) => each.source))).toEqual(
          record.units.map(({ segments }) => segments.map((each) => each.source)),
        )
        const flows = again.units.flatMap(({ codes }) => Object.values(codes).flatMap(({ subFlows = [] }) => subFlows))
        const attributes = again.units.filter(({ kind }) => kind === 'attribute').map(({ id }) => id)
        for (const flow of flows) expect(attributes).toContain(flow)
        for (const { segments } of record.units)
          for (const { source: content } of segments)
            for (const markup of ['html', 'xml', 'placeholders'] as const)
              for (const form of formsOf(content, markup).slice(0, 1))
                expect(form.decode(form.encode(content), content)).toEqual({ kind: 'content', content })
      }),
      trials(100),
    )
  })

  test('moved in a translation, nothing is lost, nothing doubled, and the tree is sound', () => {
    fc.assert(
      fc.property(paragraph, fc.infiniteStream(fc.nat()), (children, stream) => {
        const unit = unitOf(children)
        if (unit === undefined) return
        const numbers = stream[Symbol.iterator]()
        const target = moved(unit.content, () => Number(numbers.next().value ?? 0))
        expect([...codesOf(target)].toSorted()).toEqual([...codesOf(unit.content)].toSorted())
        const laid = layCodes(target, unit.codes)
        const count = (all: readonly ElementContent[]): Readonly<Record<string, number>> => {
          const counts: Record<string, number> = {}
          const visit = (node: ElementContent): void => {
            if (node.type !== 'element') return
            counts[node.tagName] = (counts[node.tagName] ?? 0) + 1
            node.children.forEach(visit)
          }
          all.forEach(visit)
          return counts
        }
        // A pair that was torn across another is closed and opened again: never fewer, and as many where it nests.
        const [was, is] = [count(children), count(laid)]
        for (const [tagName, times] of Object.entries(was)) expect(is[tagName] ?? 0).toBeGreaterThanOrEqual(times)
        if (isNested(target)) expect(is).toEqual(was)
        expect(plainText(target)).toBe(textsOf(laid, unit))
      }),
      trials(300),
    )
  })
})

/** Each character with the names of what is round it, in order; pictures and the like as one. */
function marked(nodes: readonly ElementContent[], path = ''): readonly string[] {
  return nodes.flatMap((node): readonly string[] => {
    if (node.type === 'text') return [...node.value].map((character) => `${path} ${character}`)
    if (node.type !== 'element') return []
    return node.children.length === 0 ? [`${path} <${node.tagName}>`] : marked(node.children, `${path}/${node.tagName}`)
  })
}

/** The words behind the codes, or the codes behind the words, or anything between. */
function moved(content: Content, next: () => number): Content {
  const codes = content.filter((part): part is Code => typeof part !== 'string')
  const texts = content
    .filter((part) => typeof part === 'string')
    .join('')
    .split(/(?<= )/)
  const result: (string | Code)[] = []
  // A start stays before its end, as a service gives them back.
  const waiting = [...codes]
  while (waiting.length > 0 || texts.length > 0) {
    const takesCode = texts.length === 0 || (waiting.length > 0 && next() % 2 === 0)
    if (!takesCode) {
      result.push(texts.shift() ?? '')
      continue
    }
    const ready = waiting.filter(
      (code) => code.kind !== 'close' || !waiting.some((other) => other.kind === 'open' && other.id === code.id),
    )
    const code = ready[next() % ready.length]
    if (code === undefined) break
    waiting.splice(waiting.indexOf(code), 1)
    result.push(code)
  }
  return glue(result)
}

/** The text that is not inside of a code. */
function textsOf(nodes: readonly ElementContent[], unit: SourceUnit): string {
  const inCodes = new Set(
    Object.values(unit.codes)
      .filter(({ children }) => children !== undefined)
      .map(({ open }) => open),
  )
  return nodes
    .map((node): string => {
      if (node.type === 'text') return node.value
      if (node.type !== 'element' || inCodes.has(toHtml(node))) return ''
      return textsOf(node.children, unit)
    })
    .join('')
}
