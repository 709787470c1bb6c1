/** An edition as an EPUB 3 book: row under row, or side by side on a wide screen; the same bytes for the same edition. */
import type { ElementContent } from 'hast'
import { writeArchive } from '../../archive/write-archive.ts'
import type { Edition } from '../edition.ts'
import type { FontFile } from '../fonts.ts'
import { accountOf, accountWords, colophonOf } from './front-matter.ts'
import { navigationOf, pageListOf } from './navigation.ts'
import { CONTAINER, PACKAGE, packageFile, type ManifestItem } from './package-file.ts'
import { withPictures } from '../pictures.ts'
import { partsOf } from './parts.ts'
import { rowsOfPart, titleRowOf } from './row.ts'
import { collectAnchors, pictureFile, soundXhtml } from './sound-xhtml.ts'
import { bookStyle } from './style.ts'
import { section, xhtmlFile } from './xhtml.ts'

export interface EpubOptions {
  readonly binding: 'right' | 'left'
  readonly embeds: boolean
  readonly responsible?: string
}

/** A book whose faces are still to come. */
export interface EpubDraft {
  readonly shown: string
  readonly finish: (fonts: readonly FontFile[]) => Uint8Array
}

/** In the directory of the file, by which we know a book of ours. */
export const EPUB_MARK = 'An edition made by muqabil'

export function draftEpub(bare: Edition, { binding, embeds, responsible }: EpubOptions): EpubDraft {
  const edition = withPictures(bare)
  const texts = textsOf(edition, embeds, responsible)
  return {
    shown: texts.map(({ content }) => content).join(''),
    finish: (fonts) => zipped(edition, texts, fonts, binding),
  }
}

interface TextFile {
  readonly file: string
  readonly content: string
  readonly properties?: string
}

function textsOf(edition: Edition, embeds: boolean, responsible: string | undefined): readonly TextFile[] {
  const { targetLanguage, title } = edition
  const raw = partsOf(edition).map(({ name, blocks }) => ({
    file: `${name}.xhtml`,
    isNotes: name === 'notes',
    body: rowsOfPart(blocks, edition),
  }))
  const anchors = collectAnchors(raw)
  const page = `${title.target} \u00B7 ${title.source}`
  const parts = raw.map(({ file, isNotes, body }, index) => {
    const rows = soundXhtml(body, file, anchors)
    const [first, ...rest] = edition.heading ? [titleRowOf(edition.heading, edition), ...rows] : rows
    const whole = index === 0 && first ? [first, accountOf(edition), ...rest] : rows
    const inside: readonly ElementContent[] = [
      isNotes ? section('endnotes', 'doc-endnotes', whole) : section('bodymatter', undefined, whole),
    ]
    return { file, content: xhtmlFile(page, targetLanguage, inside) }
  })
  const colophon = section('colophon', 'doc-colophon', colophonOf(edition, embeds, responsible))
  const firstFile = parts[0]?.file ?? ''
  const pages = pageListOf(edition, anchors)
  return [
    ...parts,
    { file: 'colophon.xhtml', content: xhtmlFile(page, targetLanguage, [colophon]) },
    {
      file: 'nav.xhtml',
      properties: 'nav',
      content: xhtmlFile(page, targetLanguage, [navigationOf(edition, anchors, firstFile), ...(pages ? [pages] : [])]),
    },
  ]
}

function zipped(
  edition: Edition,
  texts: readonly TextFile[],
  fonts: readonly FontFile[],
  binding: 'right' | 'left',
): Uint8Array {
  const fontFile = ({ face }: FontFile): string => `fonts/${face}.woff2`
  const licences = new Map(fonts.map(({ licence }) => [`fonts/${licence.name}.txt`, licence.text]))
  // Those of furniture that was left out are not shown.
  const pictures = Object.entries(edition.document.pictures ?? {}).filter(([name]) =>
    texts.some(({ content }) => content.includes(pictureFile(name))),
  )
  const items: readonly ManifestItem[] = [
    ...texts.map(({ file, properties }): ManifestItem => ({
      href: file,
      mediaType: 'application/xhtml+xml',
      isText: true,
      ...(properties === undefined ? {} : { properties }),
    })),
    { href: 'style.css', mediaType: 'text/css' },
    ...fonts.map((font) => ({ href: fontFile(font), mediaType: 'font/woff2' })),
    ...pictures.map(([name, { mediaType }]) => ({ href: pictureFile(name), mediaType })),
    ...[...licences.keys()].map((href) => ({ href, mediaType: 'text/plain' })),
  ]
  const description = accountWords(edition, edition.targetLanguage)
  return writeArchive({
    // First and not compressed, so that a reader knows the format by its first bytes (EPUB 3.3, section 4.3.2).
    mimetype: { content: 'application/epub+zip', stored: true },
    'META-INF/container.xml': { content: CONTAINER, remark: EPUB_MARK },
    [PACKAGE]: packageFile(edition, items, { binding, description }),
    ...Object.fromEntries(texts.map(({ file, content }) => [`EPUB/${file}`, content])),
    'EPUB/style.css': bookStyle(fonts, fontFile) + (pictures.length > 0 ? PICTURES : ''),
    ...Object.fromEntries(fonts.map((font) => [`EPUB/${fontFile(font)}`, font.bytes])),
    ...Object.fromEntries(
      pictures.map(([name, { base64 }]) => [
        `EPUB/${pictureFile(name)}`,
        { content: bytesOf(base64), stored: true as const },
      ]),
    ),
    ...Object.fromEntries([...licences].map(([href, words]) => [`EPUB/${href}`, words])),
  })
}

const PICTURES = 'img{max-width:100%;height:auto}\n'

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}
