/** A review server as a process of its own: prints its address, then edits as they are kept. Run with the project's folder. */
import process from 'node:process'
import { ReviewSession } from '../../src/project/review/session.ts'
import { serveReview } from '../../src/review/serve.ts'

const session = await ReviewSession.open({ cwd: process.argv[2] ?? '', environment: {} })
const { address } = await serveReview({ session, bundle: { script: '', style: '' } })
process.stdout.write(`${address}\n`)
