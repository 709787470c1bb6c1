/** All benchmarks, or those that are named: `npm run bench -- engine`. Every figure stands beside a floor of the same run. */
import process from 'node:process'
import { benchBuilds } from './builds.ts'
import { benchEngine } from './engine.ts'
import { benchExchange } from './exchange.ts'
import { benchLocal } from './local.ts'
import { benchRebuild } from './rebuild.ts'
import { print, type Row } from './rows.ts'

const tell = (rows: readonly Row[]): void => print(rows, (line) => process.stdout.write(line))

const benches: Readonly<Record<string, () => Promise<void> | void>> = {
  builds: () => tell(benchBuilds()),
  engine: () => benchEngine(tell),
  exchange: () => tell(benchExchange()),
  local: () => benchLocal(tell),
  rebuild: () => benchRebuild(tell),
}
/** Makes models of full size, for a minute: only when it is named. */
const ONLY_NAMED = new Set(['local'])

const named = process.argv.slice(2)
for (const [name, run] of Object.entries(benches)) {
  if (named.length === 0 ? !ONLY_NAMED.has(name) : named.includes(name)) await run()
}
