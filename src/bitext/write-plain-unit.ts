/** A unit that is all ours as XLIFF's text at once: what `writeUnit` and the writer of XLIFF give for it, without a tree between. */
import { dataId, endDataId } from './code-data.ts'
import type { Content } from './content.ts'
import type { RecordUnit } from './record.ts'
import { familiesOf, toXliff } from './to-xliff.ts'
import { factsOfUnit, matchesOf, writeUnit } from './write-unit.ts'
import { childrenText, escapeAttribute, escapeText, unitText } from './xliff/serialize-xliff.ts'
import { hasUnwritable, printable } from './xml-text.ts'

/**
 * @param depth Of its element: 2 in a file, 3 in a group.
 * @param unit Nothing in it is another tool's.
 */
export function plainUnitText(unit: RecordUnit, depth: number): string {
  if (unit.notes.length > 0 || unit.segments.some((segment) => matchesOf(segment).length > 0))
    return unitText(writeUnit(unit), depth)
  const indent = '  '.repeat(depth)
  const kind = unit.depth === undefined ? unit.kind : `${unit.kind}-${unit.depth}`
  return (
    `${indent}<unit id="${escapeAttribute(unit.id)}" type="muqabil:${kind}">\n` +
    metadataText(unit, indent) +
    dataText(unit, indent) +
    partsText(unit, indent) +
    `${indent}</unit>\n`
  )
}

function metadataText(unit: RecordUnit, indent: string): string {
  let text = ''
  for (const [category, facts] of factsOfUnit(unit)) {
    let lines = ''
    for (const [type, value] of Object.entries(facts))
      if (value !== undefined)
        lines += `${indent}      <mda:meta type="${escapeAttribute(type)}">${escapeText(printable(value))}</mda:meta>\n`
    if (lines === '') continue
    text += `${indent}    <mda:metaGroup category="${escapeAttribute(category)}">\n${lines}${indent}    </mda:metaGroup>\n`
  }
  return text === '' ? '' : `${indent}  <mda:metadata>\n${text}${indent}  </mda:metadata>\n`
}

function dataText({ codes }: RecordUnit, indent: string): string {
  let text = ''
  const add = (id: string, data: string): void => {
    text += `${indent}    ${element('data', ` id="${escapeAttribute(id)}"`, contentText([data]))}\n`
  }
  for (const [id, { open, close }] of Object.entries(codes)) {
    add(dataId(id), open)
    if (close !== undefined) add(endDataId(id), close)
  }
  return text === '' ? '' : `${indent}  <originalData>\n${text}${indent}  </originalData>\n`
}

function partsText({ segments, codes }: RecordUnit, indent: string): string {
  const sources = sidesText(
    segments.map(({ source }) => source),
    (contents) => toXliff({ contents, codes }),
  )
  const targets = sidesText(
    segments.map(({ target = [] }) => target),
    (contents) => toXliff({ contents, codes, families: familiesOf(segments.map(({ source }) => source)) }),
  )
  let text = ''
  for (const [index, { id, state, mark, target, after = '' }] of segments.entries()) {
    const sub = mark === undefined ? '' : ` subState="muqabil:${mark}"`
    text += `${indent}  <segment id="${escapeAttribute(id)}" state="${state}"${sub}>\n`
    text += `${indent}    ${element('source', '', sources[index] ?? '')}\n`
    if (target !== undefined) text += `${indent}    ${element('target', '', targets[index] ?? '')}\n`
    text += `${indent}  </segment>\n`
    if (after === '') continue
    text += `${indent}  <ignorable>\n${indent}    ${element('source', '', contentText([after]))}\n${indent}  </ignorable>\n`
  }
  return text
}

/** One side of all segments: their ids are one scope, so that codes anywhere are asked for together. */
function sidesText(
  contents: readonly Content[],
  write: (contents: readonly Content[]) => ReturnType<typeof toXliff>,
): readonly string[] {
  const isText = contents.every((content) => content.every((part) => typeof part === 'string'))
  return isText ? contents.map(contentText) : write(contents).map(childrenText)
}

function contentText(content: Content): string {
  const text = content.join('') // nothing but strings, which the callers know
  return hasUnwritable(text) ? childrenText(toXliff({ contents: [content], codes: {} })[0] ?? []) : escapeText(text)
}

function element(name: string, attributes: string, inside: string): string {
  return inside === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${inside}</${name}>`
}
