/** Which checks a person may say do not count for a sentence. */
import { checkNames } from '../quality/checks.ts'

/** What the record itself says cannot be waived. */
const NEVER = ['missing', 'stale', 'needs-work', 'waiver-unused']

/** Names of the checks of texts. */
export const waivableChecks: readonly string[] = checkNames.filter((name) => !NEVER.includes(name))
