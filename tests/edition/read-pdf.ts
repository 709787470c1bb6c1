/** Reads the text of a PDF that Chromium wrote, with its places: what a search in it finds. */
import { inflateSync } from 'node:zlib'

/** A glyph, at the baseline of its run; in points, from the lower left corner of the page. */
export interface Glyphs {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly font: string
  /** Glyphs that were set in one go have one number; those of Arabic are given from the left. */
  readonly run: number
}

export interface Sheet {
  readonly width: number
  readonly height: number
  readonly glyphs: readonly Glyphs[]
}

type Matrix = readonly [number, number, number, number, number, number]

/**
 * Chromium's PDFs are plain: a table of objects, one content stream a page, fonts with a map to
 * Unicode, and the words beside the glyphs (ActualText) where these do not map one to one.
 */
export function readPdf(bytes: Uint8Array): readonly Sheet[] {
  const objects = objectsOf(Buffer.from(bytes))
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b(?!s)/.test(head))
  const kids = [...objects.values()].flatMap(({ head }) =>
    Array.from(/\/Kids \[([^\]]*)\]/.exec(head)?.[1]?.matchAll(/(\d+) 0 R/g) ?? [], (match) =>
      objects.get(match[1] ?? ''),
    ),
  )
  const inOrder = kids.filter((kid) => kid !== undefined && pages.includes(kid)).flatMap((kid) => (kid ? [kid] : []))
  return inOrder.map(({ head }) => {
    const [, , width = '0', height = '0'] = /\/MediaBox \[([^\]]*)\]/.exec(head)?.[1]?.trim().split(/\s+/) ?? []
    const content = objects.get(/\/Contents (\d+) 0 R/.exec(head)?.[1] ?? '')
    const fonts = new Map(
      Array.from(
        /\/Font\s*<<([^>]*)>>/.exec(resourcesOf(head, objects))?.[1]?.matchAll(/\/(\w+) (\d+) 0 R/g) ?? [],
        (match) => [match[1] ?? '', fontOf(objects.get(match[2] ?? ''), objects)],
      ),
    )
    return { width: Number(width), height: Number(height), glyphs: glyphsOf(content?.stream ?? '', fonts) }
  })
}

interface PdfObject {
  readonly head: string
  readonly stream: string
}

function objectsOf(file: Buffer): ReadonlyMap<string, PdfObject> {
  const text = file.toString('latin1')
  const objects = new Map<string, PdfObject>()
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const start = match.index + match[0].length
    const end = text.indexOf('endobj', start)
    const at = text.indexOf('stream\n', start)
    const hasStream = at !== -1 && at < end
    const head = text.slice(start, hasStream ? at : end)
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0)
    const raw = hasStream ? file.subarray(at + 7, at + 7 + length) : Buffer.alloc(0)
    const stream = hasStream && head.includes('/FlateDecode') && !head.includes('/Image') ? inflateSync(raw) : raw
    objects.set(match[1] ?? '', { head, stream: stream.toString('latin1') })
  }
  return objects
}

function resourcesOf(head: string, objects: ReadonlyMap<string, PdfObject>): string {
  const reference = /\/Resources (\d+) 0 R/.exec(head)?.[1]
  return reference === undefined ? head.slice(head.indexOf('/Resources')) : (objects.get(reference)?.head ?? '')
}

interface Font {
  readonly name: string
  readonly unicode: ReadonlyMap<number, string>
}

function fontOf(object: PdfObject | undefined, objects: ReadonlyMap<string, PdfObject>): Font {
  const map = objects.get(/\/ToUnicode (\d+) 0 R/.exec(object?.head ?? '')?.[1] ?? '')?.stream ?? ''
  const unicode = new Map<number, string>()
  for (const [, block = ''] of map.matchAll(/beginbfchar\n([^]*?)endbfchar/g))
    for (const [, code = '', to = ''] of block.matchAll(/<(\w+)> <(\w+)>/g))
      unicode.set(Number.parseInt(code, 16), utf16(to))
  for (const [, block = ''] of map.matchAll(/beginbfrange\n([^]*?)endbfrange/g))
    for (const [, from = '', last = '', to = ''] of block.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) {
      const first = Number.parseInt(from, 16)
      for (let code = first; code <= Number.parseInt(last, 16); code++)
        unicode.set(code, String.fromCodePoint((utf16(to).codePointAt(0) ?? 0) + code - first))
    }
  return { name: /\/BaseFont \/(?:\w+\+)?([\w-]+)/.exec(object?.head ?? '')?.[1] ?? '', unicode }
}

function utf16(hex: string): string {
  return Array.from(hex.matchAll(/\w{4}/g), ([unit]) => String.fromCharCode(Number.parseInt(unit, 16))).join('')
}

const TOKEN =
  /\/ActualText\s*<FEFF(\w*)>|<(\w+)>|\/(\w+)|(-?\d*\.?\d+)|(BDC|BMC|EMC|BT|ET|Tf|Tm|Td|Tj|cm|q|Q)\b|[A-Za-z*']+/g

function glyphsOf(content: string, fonts: ReadonlyMap<string, Font>): readonly Glyphs[] {
  const glyphs: Glyphs[] = []
  const saved: Matrix[] = []
  let page: Matrix = [1, 0, 0, 1, 0, 0]
  let line: Matrix = page
  let [numbers, name, codes, actual]: [number[], string, string, string | undefined] = [[], '', '', undefined]
  let font: Font | undefined
  let run = 0
  let baseline = 0
  /** Marked content that is open: with words of its own, given out once, or without. */
  const marked: { words?: string }[] = []
  for (const [token, words, hex, key, number, operator] of content.matchAll(TOKEN)) {
    if (words !== undefined) actual = utf16(words)
    else if (hex !== undefined) codes = hex
    else if (key !== undefined) name = key
    else if (number !== undefined) numbers.push(Number(number))
    else {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = numbers
      if (operator === 'q') saved.push(page)
      else if (operator === 'Q') page = saved.pop() ?? page
      else if (operator === 'cm') page = times([a, b, c, d, e, f], page)
      else if (operator === 'Tf') font = fonts.get(name)
      else if (operator === 'Tm') {
        line = [a, b, c, d, e, f]
        run++
        baseline = times(line, page)[5]
      } else if (operator === 'Td') line = times([1, 0, 0, 1, a, b], line)
      else if (operator === 'BMC' || operator === 'BDC') marked.push(actual === undefined ? {} : { words: actual })
      else if (operator === 'EMC') marked.pop()
      else if (operator === 'Tj') {
        const own = marked.findLast((each) => each.words !== undefined)
        const text = own
          ? (own.words ?? '')
          : Array.from(codes.matchAll(/\w{4}/g), ([code]) => font?.unicode.get(Number.parseInt(code, 16)) ?? '').join(
              '',
            )
        if (own) own.words = ''
        const [, , , , x] = times(line, page)
        if (text !== '') glyphs.push({ text, x, y: baseline, font: font?.name ?? '', run })
      }
      if (operator === 'BMC' || operator === 'BDC' || token === 'EMC') actual = undefined
      numbers = []
    }
  }
  return glyphs
}

function times([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix {
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F]
}
