/** Writes the package's version where else it is named: the action, its guide, the citation. Part of `npm run release:version`. */
import { readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'

/** Where a version stands in each file. */
const PLACES: Readonly<Record<string, readonly RegExp[]>> = {
  'action.yml': [/(?<=^ {4}default: )\d+\.\d+\.\d+\S*(?=$)/gm],
  'docs/ci.md': [/(?<=muqabil@v?)\d+\.\d+\.\d+[\w.-]*/g],
  'CITATION.cff': [/(?<=^version: )\S+/gm],
}

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string }
for (const [file, places] of Object.entries(PLACES)) {
  const text = readFileSync(file, 'utf8')
  if (!places.every((place) => text.search(place) >= 0)) {
    process.stderr.write(`${file}: Unexpected file without a version, expected one to write ${version} over.\n`)
    process.exitCode = 1
    continue
  }
  writeFileSync(
    file,
    places.reduce((written, place) => written.replace(place, version), text),
  )
}
