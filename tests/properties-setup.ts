/** The same cases in every run, so that a change alone turns a test red; others with `MUQABIL_TRIALS`. */
import fc from 'fast-check'
import process from 'node:process'

if (process.env.MUQABIL_TRIALS === undefined) fc.configureGlobal({ seed: 20_260_101 })
