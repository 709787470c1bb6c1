/** Reads sources in a process of its own: what each took, as JSON. Run: node torture-child.ts '[{"name":"notes","count":250}]' */
import process from 'node:process'
import { readDocumentText } from '../../src/document/formats.ts'
import { DEFAULT_LIMITS, type Limits } from '../../src/document/limits.ts'
import { MuqabilError } from '../../src/errors.ts'
import { cutUnit } from '../../src/segment/cut-unit.ts'
import { extractUnits } from '../../src/segment/extract-units.ts'
import { leastRatios } from '../ratios.ts'
import { tortureCases } from './torture-cases.ts'

export interface Job {
  readonly name: string
  readonly count: number
  readonly limits?: Partial<Limits>
  /** Times `factor` times as much, and compares: tried again until the ratio is below `ratio`. */
  readonly compare?: { readonly factor: number; readonly ratio: number; readonly turns?: number }
}

export interface Taken {
  readonly name: string
  readonly seconds: number
  /** In millions. */
  readonly megabytes: number
  readonly units: number
  readonly segments: number
  /** Code and message of the error that ended it. */
  readonly refused?: { readonly code: string; readonly message: string }
  readonly ratio?: number
  /** Most that the whole process has held so far, in millions of bytes. */
  readonly memory: number
}

type Read = Pick<Taken, 'units' | 'segments' | 'refused'>

function read(file: string, text: string, limits: Partial<Limits> | undefined): Read {
  try {
    const { tree } = readDocumentText(file, text, { limits: { ...DEFAULT_LIMITS, ...limits } })
    const { units } = extractUnits(tree, { path: file, language: 'ar' })
    const segments = units.reduce((sum, unit) => sum + cutUnit(unit, { mode: 'sentence' }).length, 0)
    return { units: units.length, segments }
  } catch (error) {
    if (!(error instanceof MuqabilError)) throw error
    return { units: 0, segments: 0, refused: { code: error.code, message: error.message } }
  }
}

function run({ name, count, limits, compare }: Job): Taken {
  const { file, make } = tortureCases[name] ?? { file: 'a.txt', make: () => '' }
  const text = make(compare ? count * compare.factor : count)
  const small = compare ? make(count) : ''
  const start = performance.now()
  let result: Read = { units: 0, segments: 0 }
  const whole = (): void => void (result = read(file, text, limits))
  const [ratio] = compare ? leastRatios([() => read(file, small, limits), whole], [compare.ratio], compare.turns) : []
  if (!compare) whole()
  const seconds = (performance.now() - start) / 1000
  return {
    name,
    seconds,
    megabytes: Buffer.byteLength(text) / 1e6,
    ...result,
    ...(ratio === undefined ? {} : { ratio }),
    memory: (process.resourceUsage().maxRSS * 1024) / 1e6,
  }
}

const jobs = JSON.parse(process.argv[2] ?? '[]') as readonly Job[]
process.stdout.write(JSON.stringify(jobs.map(run)))
