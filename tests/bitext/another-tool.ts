/** Another tool has a record in hand: it puts in whatever the standard lets it, wherever it may stand. */
import { parseXliff } from '../../src/bitext/xliff/parse-xliff.ts'
import { serializeXliff } from '../../src/bitext/xliff/serialize-xliff.ts'
import type { Bitext, BitextFile, BitextGroup, BitextPart, BitextUnit, Item } from '../../src/bitext/xliff/model.ts'
import { isElement, type XmlChild, type XmlElement, type XmlRemark } from '../../src/bitext/xml.ts'

/** A number from 0 to `below` − 1. */
export type Random = (below: number) => number

const element = (
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  children: readonly XmlChild[] = [],
): XmlElement => ({
  name,
  attributes,
  children,
})

/** @returns A valid document with more in it; `version` 2.2 also has what is new there. */
export function anotherTool(text: string, random: Random, version: '2.1' | '2.2' = '2.1'): string {
  const bitext = parseXliff(text)
  const tool = new Tool(random, version)
  return serializeXliff(tool.document(bitext))
}

class Tool {
  readonly #random: Random
  readonly #version: '2.1' | '2.2'
  #number = 0

  constructor(random: Random, version: '2.1' | '2.2') {
    this.#random = random
    this.#version = version
  }

  document(bitext: Bitext): Bitext {
    const is22 = this.#version === '2.2'
    return {
      ...bitext,
      attributes: {
        ...bitext.attributes,
        ...(is22 ? { xmlns: 'urn:oasis:names:tc:xliff:document:2.2', version: '2.2' } : {}),
        'xmlns:gls': 'urn:oasis:names:tc:xliff:glossary:2.0',
        'xmlns:fs': 'urn:oasis:names:tc:xliff:fs:2.0',
        'xmlns:res': 'urn:oasis:names:tc:xliff:resourcedata:2.0',
        'xmlns:val': 'urn:oasis:names:tc:xliff:validation:2.0',
        'xmlns:its': 'http://www.w3.org/2005/11/its',
        'xmlns:my': 'urn:example:tool',
        ...(this.#often() ? { 'my:tool': 'أداة "٢"' } : {}),
      },
      ...(is22 ? { before: [element('notes', {}, [this.#note()]), this.#metadata()] } : {}),
      ...this.#outside(),
      files: bitext.files.map((file) => this.#file(file)),
    }
  }

  #often(): boolean {
    return this.#random(2) === 0
  }

  #seldom(): boolean {
    return this.#random(5) === 0
  }

  #word(): string {
    return ['قهوة', 'مراجعة', 'Node.js', '١٢', 'قَالَ «نعم»', 'a & b < c'][this.#random(6)] ?? ''
  }

  #id(prefix: string): string {
    return `${prefix}${++this.#number}`
  }

  #remarks(): readonly XmlRemark[] {
    return Array.from({ length: this.#random(3) }, (): XmlRemark =>
      this.#often()
        ? { kind: 'comment', text: ` ${this.#word()} ${++this.#number} ` }
        : { kind: 'instruction', text: `tool ${++this.#number}` },
    )
  }

  #outside(): Pick<Bitext, 'prolog' | 'epilog' | 'trail'> {
    return { ...some('prolog', this.#remarks()), ...some('epilog', this.#remarks()), ...some('trail', this.#remarks()) }
  }

  #around(): { lead?: readonly XmlRemark[]; trail?: readonly XmlRemark[] } {
    return this.#seldom() ? { ...some('lead', this.#remarks()), ...some('trail', this.#remarks()) } : {}
  }

  #note(): XmlElement {
    return element(
      'note',
      { id: this.#id('n'), category: this.#word(), priority: String(1 + this.#random(10)), 'my:by': this.#word() },
      [this.#word(), ...(this.#seldom() ? this.#remarks() : [])],
    )
  }

  #metadata(): XmlElement {
    return element('mda:metadata', {}, [
      element('mda:metaGroup', { id: this.#id('g'), category: 'tool' }, [
        element('mda:meta', { type: 'word' }, [this.#word()]),
      ]),
    ])
  }

  #extension(): XmlElement {
    const deep = element('other', { xmlns: 'urn:example:other', a: this.#word() }, [element('none', { xmlns: '' })])
    return element('my:thing', { id: this.#id('t'), b: '1', a: '2' }, [this.#word(), ...this.#remarks(), deep, ' '])
  }

  #file(file: BitextFile): BitextFile {
    const skeleton = this.#often() ? [element('skeleton', {}, [this.#word(), element('my:hole')])] : []
    const more: Item[] = [
      ...(this.#often() ? [this.#extension()] : []),
      ...(this.#often()
        ? [
            element('res:resourceData', {}, [
              element('res:resourceItem', { id: 'r1', mimeType: 'a/b' }, [element('res:source', { href: 'a' })]),
            ]),
          ]
        : []),
      ...(this.#seldom() ? this.#remarks() : []),
      ...(this.#often() ? [element('notes', {}, [this.#note(), this.#note()])] : []),
    ]
    const before = file.before.map((item) =>
      isElement(item) && item.name === 'mda:metadata' ? this.#withGroup(item) : item,
    )
    return {
      ...file,
      attributes: { ...file.attributes, ...(this.#often() ? { srcDir: 'rtl', 'my:job': this.#word() } : {}) },
      before: [...skeleton, ...before, ...more],
      entries: this.#often() ? this.#grouped(file.entries) : file.entries.map((entry) => this.#entry(entry)),
      ...this.#around(),
    }
  }

  #withGroup(item: XmlElement): XmlElement {
    return { ...item, children: [...item.children, ...this.#metadata().children] }
  }

  #entry(entry: BitextGroup | BitextUnit): BitextGroup | BitextUnit {
    if (entry.kind === 'unit') return this.#unit(entry)
    return { ...entry, entries: entry.entries.map((each) => this.#entry(each)) }
  }

  /** Runs of units in groups, some nested, some empty; the group of rows that are gone as it is. */
  #grouped(entries: readonly (BitextGroup | BitextUnit)[]): readonly (BitextGroup | BitextUnit)[] {
    const result: (BitextGroup | BitextUnit)[] = []
    const queue = entries.map((entry) => this.#entry(entry))
    while (queue.length > 0) {
      if (this.#seldom()) result.push(this.#group([]))
      const end = queue.findIndex((entry, index) => entry.kind === 'group' || index > this.#random(4))
      const run = queue.splice(0, Math.max(1, end === -1 ? queue.length : end))
      result.push(
        ...(run[0]?.kind === 'group' || this.#often() ? run : [this.#group(this.#often() ? [this.#group(run)] : run)]),
      )
    }
    return result
  }

  #group(entries: readonly (BitextGroup | BitextUnit)[]): BitextGroup {
    const id = this.#id('group')
    return {
      kind: 'group',
      id,
      attributes: { id, name: this.#word(), ...(this.#often() ? { type: 'my:part', 'my:x': '1' } : {}) },
      before: [
        ...(this.#often() ? [this.#extension()] : []),
        ...(this.#often() ? [element('notes', {}, [this.#note()])] : []),
      ],
      entries,
      ...this.#around(),
    }
  }

  #unit(unit: BitextUnit): BitextUnit {
    if (this.#seldom()) return unit
    const parts = this.#ordered(unit.parts.map((part) => this.#part(part)))
    const segment = parts.find(({ kind }) => kind === 'segment')
    const ref = `#${segment?.attributes.id ?? 's1'}`
    const glossary = element('gls:glossary', {}, [
      element('gls:glossEntry', { id: this.#id('e'), ref }, [
        element('gls:term', {}, [this.#word()]),
        element('gls:translation', {}, [this.#word()]),
      ]),
    ])
    const match = element('mtc:match', { id: this.#id('c'), ref, similarity: '88.5', 'my:x': '1' }, [
      element('source', {}, [this.#word()]),
      element('target', {}, [this.#word(), element('ph', { id: '1' })]),
    ])
    const own = unit.before.filter((item) => !(isElement(item) && ['notes', 'originalData'].includes(item.name)))
    const data = unit.before.filter((item) => isElement(item) && item.name === 'originalData')
    const withMatch = own.some((item) => isElement(item) && item.name === 'mtc:matches')
      ? own.map((item) =>
          isElement(item) && item.name === 'mtc:matches' ? { ...item, children: [...item.children, match] } : item,
        )
      : [...own, ...(this.#seldom() ? [element('mtc:matches', {}, [match])] : [])]
    return {
      ...unit,
      attributes: {
        ...unit.attributes,
        ...(this.#often() ? { name: this.#word(), 'my:row': '4', translate: 'yes' } : {}),
      },
      before: [
        ...withMatch.map((item) =>
          isElement(item) && item.name === 'mda:metadata' && this.#often() ? this.#withGroup(item) : item,
        ),
        ...(this.#seldom() ? [glossary] : []),
        ...(this.#seldom() ? [this.#extension(), this.#extension()] : []),
        ...(this.#seldom() ? [element('val:validation', {}, [element('val:rule', { isNotPresent: 'x' })])] : []),
        ...(this.#seldom()
          ? [element('notes', {}, [...this.#remarks(), this.#note(), element('note', {}, [this.#word()])])]
          : []),
        ...data.map((item) => (isElement(item) ? this.#data(item) : item)),
      ],
      parts,
      ...this.#around(),
    }
  }

  /** Places of targets: each its own, or the first and the last in each other's. */
  #ordered(parts: readonly BitextPart[]): readonly BitextPart[] {
    const last = parts.length - 1
    if (!this.#seldom() || parts.some(({ kind, target }) => kind === 'segment' && target === undefined)) return parts
    const swap = this.#often()
    return parts.map((part, index) => {
      const place = swap && index === 0 ? last : swap && index === last ? 0 : index
      if (part.target === undefined) return part
      return {
        ...part,
        target: { ...part.target, attributes: { ...part.target.attributes, order: String(place + 1) } },
      }
    })
  }

  #data(originalData: XmlElement): XmlElement {
    const children = originalData.children.map((child) =>
      isElement(child) && this.#seldom() ? { ...child, attributes: { ...child.attributes, dir: 'ltr' } } : child,
    )
    return {
      ...originalData,
      children: [...children, ...(this.#seldom() ? [element('data', { id: this.#id('z') }, ['%s'])] : [])],
    }
  }

  #part(part: BitextPart): BitextPart {
    if (part.kind === 'ignorable') {
      if (!this.#seldom()) return part
      const target = element('target', {}, [' '])
      return { ...part, attributes: { id: this.#id('i') }, ...(this.#often() ? { target } : {}), ...this.#around() }
    }
    if (this.#often()) return part
    const { subState } = part.attributes
    return {
      ...part,
      attributes: {
        ...part.attributes,
        ...(this.#often() ? { canResegment: 'no' } : {}),
        ...(subState === undefined && this.#often() ? { subState: 'my:seen' } : {}),
      },
      source: this.#side(part.source),
      ...(part.target ? { target: this.#side(part.target) } : {}),
      ...this.#around(),
      ...(this.#seldom() ? some('sourceLead', this.#remarks()) : {}),
      ...(part.target && this.#seldom() ? some('targetLead', this.#remarks()) : {}),
    }
  }

  /** Annotations round and inside, other attributes on codes, a pair as its two ends, remarks. */
  #side(side: XmlElement): XmlElement {
    let children = side.children.flatMap((child) => (isElement(child) ? this.#apart(this.#code(child)) : [child]))
    const [first, ...rest] = children
    if (typeof first === 'string' && this.#often()) {
      const at = this.#random(first.length)
      const mark = this.#often()
        ? [element('mrk', { id: this.#id('m'), type: 'term', 'its:termConfidence': '0.5' }, [first.slice(at)])]
        : this.#ends(first.slice(at))
      children = [first.slice(0, at), ...mark, ...rest].filter((child) => child !== '')
    }
    if (this.#seldom())
      children = [element('mrk', { id: this.#id('m'), type: 'comment', value: this.#word() }, children)]
    if (this.#seldom()) children = [...children, ...this.#remarks()]
    return {
      ...side,
      attributes: { ...side.attributes, ...(this.#seldom() ? { 'xml:space': 'preserve' } : {}) },
      children,
    }
  }

  #ends(text: string): readonly XmlChild[] {
    const id = this.#id('m')
    return [element('sm', { id, type: 'my:x', value: this.#word() }), text, element('em', { startRef: id })]
  }

  /** A pair as its two ends. */
  #apart(code: XmlElement): readonly XmlChild[] {
    const {
      dataRefStart = '',
      dataRefEnd = '',
      id = '',
      dispStart: _disp,
      equivStart: _start,
      equivEnd: _end,
      ...attributes
    } = code.attributes
    if (code.name !== 'pc' || !this.#seldom() || dataRefEnd === '') return [code]
    const { 'fs:fs': _style, ...ofEnd } = attributes
    const start = element('sc', { ...attributes, id, dataRef: dataRefStart, canOverlap: 'no' })
    return [start, ...code.children, element('ec', { ...ofEnd, startRef: id, dataRef: dataRefEnd, canOverlap: 'no' })]
  }

  #code(code: XmlElement): XmlElement {
    if (!this.#often() || !['ph', 'pc'].includes(code.name)) return code
    const hints = { canCopy: 'no', ...(this.#often() ? { 'fs:fs': 'b' } : {}) }
    const own = code.name === 'ph' ? { equiv: this.#word() } : { equivStart: '', equivEnd: '', dispStart: this.#word() }
    return { ...code, attributes: { ...code.attributes, ...hints, ...own, type: 'fmt', subType: 'my:code' } }
  }
}

function some<Name extends string>(
  name: Name,
  remarks: readonly XmlRemark[],
): { readonly [key in Name]?: readonly XmlRemark[] } {
  return remarks.length > 0 ? ({ [name]: remarks } as { readonly [key in Name]?: readonly XmlRemark[] }) : {} // the name is the only key
}
