/** Books and Word documents that bring pictures along, made for tests. */
import { present } from '../../src/edition/present.ts'
import type { Edition } from '../../src/edition/edition.ts'
import { reconcile } from '../../src/bitext/reconcile.ts'
import { readDocument } from '../../src/document/formats.ts'
import { DEFAULT_LIMITS, type Limits } from '../../src/document/limits.ts'
import { cutUnit } from '../../src/segment/cut-unit.ts'
import { extractUnits } from '../../src/segment/extract-units.ts'
import { sourceFile } from '../document/source-file.ts'
import { zip } from '../document/zip-folder.ts'

/** @param body Of its only chapter, `text/a.xhtml`; pictures stand in `images/`. */
export function book(body: string, images: Readonly<Record<string, Uint8Array | string>>): Uint8Array {
  return zip({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml': '<container><rootfiles><rootfile full-path="package.opf"/></rootfiles></container>',
    'package.opf':
      '<package><manifest><item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>',
    'text/a.xhtml': `<html xmlns="http://www.w3.org/1999/xhtml"><body>${body}</body></html>`,
    ...Object.fromEntries(Object.entries(images).map(([name, content]) => [`images/${name}`, content])),
  })
}

const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A paragraph with a picture in the middle, and one that is a picture. */
export function wordWithPicture(picture: Uint8Array, alt: string): Uint8Array {
  const drawing = `<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="${alt}"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="p1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
  const names = ['w', 'wp', 'a', 'pic', 'r'].map((name) => `xmlns:${name}="urn:${name}"`).join(' ')
  const run = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`
  return zip({
    'word/_rels/document.xml.rels': `<Relationships><Relationship Id="p1" Type="${TYPE}/image" Target="media/p.png"/></Relationships>`,
    'word/document.xml': `<w:document ${names}><w:body><w:p>${run('صورة ')}${drawing}${run(' في السطر.')}</w:p><w:p>${drawing}</w:p></w:body></w:document>`,
    'word/media/p.png': picture,
  })
}

export async function editionOf(
  path: string,
  bytes: Uint8Array,
  limits: Partial<Limits> = {},
): Promise<{ readonly edition: Edition; readonly decisions: readonly string[] }> {
  const { tree, ...read } = await readDocument(sourceFile(path, bytes), { limits: { ...DEFAULT_LIMITS, ...limits } })
  const source = extractUnits(tree, { path, language: 'ar', ...read })
  const cut = (unit: (typeof source.units)[number]): ReturnType<typeof cutUnit> => cutUnit(unit, { mode: 'sentence' })
  const { record } = reconcile({ record: undefined, source, targetLanguage: 'en', rules: '1', cut })
  const units = record.units.map((unit) => ({
    ...unit,
    segments: unit.segments.map((segment) => ({ ...segment, target: segment.source, state: 'translated' as const })),
  }))
  return { edition: present({ source, record: { ...record, units } }), decisions: read.decisions }
}
