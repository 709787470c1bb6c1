/** Whether a service could be asked now, in words. */
import { MuqabilError, ProviderFault } from '../errors.ts'
import type { Readiness } from './provider.ts'

/** @param ask Asks the service something that is no text to translate, and gives what it found in words. */
export async function readinessOf(ask: () => Promise<string>): Promise<Readiness> {
  try {
    return { ready: true, words: await ask() }
  } catch (error) {
    if (error instanceof MuqabilError) return { ready: false, words: error.reason }
    if (error instanceof ProviderFault) return { ready: false, words: error.message }
    throw error
  }
}
