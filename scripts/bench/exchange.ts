/** Reading a translation memory, beside the XML parser alone. */
import { SaxesParser } from 'saxes'
import { readTmx } from '../../src/interchange/read-tmx.ts'
import { median, type Row } from './rows.ts'

const UNITS = 60_000
const RUNS = 3
const MEGABYTE = 1_000_000
const SIDES =
  '<tuv xml:lang="ar"><seg>قال سعيدٌ إن المدينةَ القديمةَ في ٢٠٢٤ كانت <bpt i="1">&lt;b></bpt>هادئة<ept i="1">&lt;/b></ept> كل صباح.</seg></tuv><tuv xml:lang="en"><seg>Said said that the old city in 2024 was <bpt i="1">&lt;b></bpt>quiet<ept i="1">&lt;/b></ept> every morning.</seg></tuv>'

export function benchExchange(): readonly Row[] {
  const units = Array.from(
    { length: UNITS },
    (_, index) => `<tu tuid="${index}"><prop type="x">a</prop>${SIDES}</tu>\n`,
  )
  const text = `<tmx version="1.4"><header/><body>${units.join('')}</body></tmx>`
  const megabytes = Buffer.byteLength(text) / MEGABYTE
  const speed = (work: () => void): number =>
    median(
      Array.from({ length: RUNS }, () => {
        const start = performance.now()
        work()
        return megabytes / ((performance.now() - start) / 1000)
      }),
    )
  const floor = speed(() => {
    const parser = new SaxesParser({ xmlns: true, position: true })
    parser.on('text', () => undefined)
    parser.on('opentag', () => undefined)
    parser.write(text).close()
  })
  const read = speed(() => void readTmx(text, 'a.tmx', { source: 'ar', target: 'en' }))
  return [
    [`floor: the XML parser alone, over ${megabytes.toFixed(0)} MB of TMX`, floor, 'MB/s'],
    ['reading it as rows', read, 'MB/s'],
    ['of the floor', read / floor, ''],
  ]
}
