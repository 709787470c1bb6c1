/** The package document of a book (EPUB 3.3, section 5), and the container that names it. */
import { sha256Hex } from '../../text/hash.ts'
import { directionOf } from '../../text/letters.ts'
import type { Edition } from '../edition.ts'
import { block, element, text, type Xml } from '../xml.ts'

export interface ManifestItem {
  /** In the folder of the package document. */
  readonly href: string
  readonly mediaType: string
  /** In the reading order. */
  readonly isText?: true
  readonly properties?: string
}

export const PACKAGE = 'EPUB/package.opf'

export const CONTAINER = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="${PACKAGE}" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
`

/** A book must state when it was changed; the same input must give the same bytes, so no clock is asked. */
const MODIFIED = '2000-01-01T00:00:00Z'

export interface PackageOptions {
  /** Where the book is bound: at the right, as Arabic books are, pages go from right to left. */
  readonly binding: 'right' | 'left'
  /** In words of the target language, what is in it and whose it is. */
  readonly description: string
}

export function packageFile(edition: Edition, items: readonly ManifestItem[], options: PackageOptions): string {
  const { sourceLanguage, targetLanguage } = edition
  const named = items.map((item, index) => ({ ...item, id: `f${index + 1}` }))
  const tag = { 'xml:lang': targetLanguage, dir: directionOf(targetLanguage) }
  const document = block(
    'package',
    { xmlns: 'http://www.idpf.org/2007/opf', version: '3.0', 'unique-identifier': 'id', ...tag },
    [
      metadata(edition, options, sourceLanguage, targetLanguage),
      block(
        'manifest',
        {},
        named.map(({ id, href, mediaType, properties }) =>
          element('item', { id, href, 'media-type': mediaType, properties }),
        ),
      ),
      block(
        'spine',
        { 'page-progression-direction': options.binding === 'right' ? 'rtl' : 'ltr' },
        named.filter(({ isText }) => isText).map(({ id }) => element('itemref', { idref: id })),
      ),
    ],
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n${document}\n`
}

function metadata(
  { title, path }: Edition,
  { description }: PackageOptions,
  sourceLanguage: string,
  targetLanguage: string,
): Xml {
  const line = (name: string, words: string, attributes: Readonly<Record<string, string>> = {}): Xml =>
    element(name, attributes, [text(words)])
  const meta = (property: string, words: string): Xml => line('meta', words, { property })
  return block('metadata', { 'xmlns:dc': 'http://purl.org/dc/elements/1.1/' }, [
    line('dc:identifier', identifierOf(path, sourceLanguage, targetLanguage), { id: 'id' }),
    line('dc:title', title.target, { 'xml:lang': targetLanguage, dir: directionOf(targetLanguage) }),
    line('dc:title', title.source, { 'xml:lang': sourceLanguage, dir: directionOf(sourceLanguage) }),
    line('dc:language', targetLanguage),
    line('dc:language', sourceLanguage),
    line('dc:source', path),
    line('dc:description', description),
    meta('dcterms:modified', MODIFIED),
    // w3.org/TR/epub-a11y-11, section 2.2.
    meta('schema:accessMode', 'textual'),
    meta('schema:accessModeSufficient', 'textual'),
    ...['structuralNavigation', 'tableOfContents', 'readingOrder', 'displayTransformability'].map((feature) =>
      meta('schema:accessibilityFeature', feature),
    ),
    meta('schema:accessibilityHazard', 'none'),
    meta(
      'schema:accessibilitySummary',
      'All of it is text. Each paragraph is followed by its translation; both say their language and direction.',
    ),
  ])
}

/** The same for every edition of this source in this pair: a new one takes the place of the old on a shelf. */
function identifierOf(...facts: readonly string[]): string {
  const hex = sha256Hex(facts.join('\n'))
  // Version 8: a UUID of one's own making (RFC 9562, section 5.8).
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
