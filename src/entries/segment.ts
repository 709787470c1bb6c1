/** `muqabil/segment`: sentences and keys of Arabic text, free of node: modules. */
export { splitSentences, type SentenceMode, type SplitOptions } from '../segment/split-sentences.ts'
export { RULES_VERSION } from '../segment/rules-version.ts'
export { normalizeKey, normalizeWeakKey } from '../text/normalize-key.ts'
