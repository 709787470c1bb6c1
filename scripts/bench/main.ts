/** All benchmarks, or those that are named: `npm run bench -- engine`. Every figure stands beside a floor of the same run. */
import process from 'node:process'
import { benchArchive, benchLargeArchive } from './archive.ts'
import { benchBuilds } from './builds.ts'
import { benchEngine } from './engine.ts'
import { benchExchange } from './exchange.ts'
import { benchLocal } from './local.ts'
import { benchRebuild } from './rebuild.ts'
import { print, type Row } from './rows.ts'

const tell = (rows: readonly Row[]): void => print(rows, (line) => process.stdout.write(line))

const benches: Readonly<Record<string, () => Promise<void> | void>> = {
  archive: () => benchArchive(tell),
  'archive-large': () => benchLargeArchive(tell),
  builds: () => tell(benchBuilds()),
  engine: () => benchEngine(tell),
  exchange: () => tell(benchExchange()),
  local: () => benchLocal(tell),
  rebuild: () => benchRebuild(tell),
}
/** Models of full size, for a minute; ten times the articles, for a quarter of an hour: only when they are named. */
const ONLY_NAMED = new Set(['archive-large', 'local'])

const named = process.argv.slice(2)
for (const [name, run] of Object.entries(benches)) {
  if (named.length === 0 ? !ONLY_NAMED.has(name) : named.includes(name)) await run()
}
