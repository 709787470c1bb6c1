/** A PDF that readers open in spreads, the first page alone: by an update at its end, which leaves its bytes as they are. */

/**
 * @param direction Of the pages: 'rtl' for a book that is bound at the right.
 * @see ISO 32000-1, 7.5.6 (incremental updates), 12.2 (viewer preferences).
 */
export function asSpreads(pdf: Uint8Array, direction: 'ltr' | 'rtl'): Uint8Array {
  const text = new TextDecoder('latin1').decode(pdf)
  const trailer = /trailer\s*<<([^]*?)>>\s*startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)
  const [, root, generation] = /\/Root (\d+) (\d+) R/.exec(trailer?.[1] ?? '') ?? []
  const start = root === undefined ? -1 : text.lastIndexOf(`\n${root} ${generation} obj`)
  const end = text.indexOf('endobj', start)
  const catalog = /<<([^]*)>>/.exec(text.slice(start, end))?.[1]
  if (trailer === null || start === -1 || catalog === undefined)
    throw new Error('a PDF without a plain table of objects')
  const known = catalog.replace(/\/PageLayout\s*\/\w+/, '')
  const preferences = /\/ViewerPreferences\s*<<([^>]*)>>/.exec(known)?.[1] ?? ''
  const others = known.replace(/\/ViewerPreferences\s*<<[^>]*>>/, '').trim()
  const layout = `/PageLayout /TwoPageRight\n/ViewerPreferences <<${preferences}/Direction /${direction === 'rtl' ? 'R2L' : 'L2R'}>>`
  const object = `${root} ${generation} obj\n<<${others}\n${layout}>>\nendobj\n`
  const entry = `${String(pdf.length + 1).padStart(10, '0')} ${String(generation).padStart(5, '0')} n \n`
  const inside = (trailer[1] ?? '').trim().replace(/\/Prev \d+/, '')
  const update = `\n${object}xref\n${root} 1\n${entry}trailer\n<<${inside}\n/Prev ${trailer[2]}>>\nstartxref\n${pdf.length + 1 + object.length}\n%%EOF\n`
  const tail = Uint8Array.from(update, (character) => character.charCodeAt(0))
  const updated = new Uint8Array(pdf.length + tail.length)
  updated.set(pdf)
  updated.set(tail, pdf.length)
  return updated
}
