/** The version of the rules that cut sentences: bumped with every change of what `splitSentences` gives for any text. */
export const RULES_VERSION = '2'
