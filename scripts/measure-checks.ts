/** Prints how right the checks are on the set of tests/fixtures/checks: `node scripts/measure-checks.ts`. */
import process from 'node:process'
import { measureChecks, readCases } from '../tests/quality/measure-checks.ts'

const cases = readCases()
const { precision, recall, mistakes, counts } = measureChecks(cases)
for (const [id, [right, wrong, lost]] of [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  process.stdout.write(`${id.padEnd(24)} right ${right}  wrong ${wrong}  missed ${lost}\n`)
for (const mistake of mistakes) process.stdout.write(`${mistake}\n`)
const clean = cases.filter(({ expected }) => expected.length === 0).length
process.stdout.write(
  `${cases.length} cases, ${clean} of them clean: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}\n`,
)
