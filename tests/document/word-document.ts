/** Word documents made for tests. */
import { zip } from './zip-folder.ts'

const NAMESPACE =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
const STYLES = [1, 2, 3].map((level) => `<w:style w:styleId="H${level}"><w:name w:val="heading ${level}"/></w:style>`)
const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

const BULLETS =
  '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'

/** @param body Between `<w:body>` and `</w:body>`; styles H1 to H3 are headings, list 1 has bullets unless `numbering` says otherwise. */
export function wordDocument(body: string, numbering = BULLETS, styles = ''): Uint8Array {
  return zip({
    'word/_rels/document.xml.rels': `<Relationships><Relationship Id="s" Type="${TYPE}/styles" Target="styles.xml"/><Relationship Id="n" Type="${TYPE}/numbering" Target="numbering.xml"/></Relationships>`,
    'word/styles.xml': `<w:styles ${NAMESPACE}>${STYLES.join('')}${styles}</w:styles>`,
    'word/numbering.xml': `<w:numbering ${NAMESPACE}>${numbering}</w:numbering>`,
    'word/document.xml': `<w:document ${NAMESPACE}><w:body>${body}</w:body></w:document>`,
  })
}

export function wordParagraph(runs: string, properties = ''): string {
  return `<w:p><w:pPr>${properties}</w:pPr>${runs}</w:p>`
}

export function wordRun(text: string, properties = ''): string {
  return `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`
}
