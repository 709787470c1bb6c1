/** Check `kashida`: letters drawn out for decoration are neither in names and words of the source nor carried over. */
import { quote } from '../errors.ts'
import { eachPair, type Check, type Fault } from './check.ts'

/** Between two letters of a word; هـ and لـ end in one by rule. */
const DRAWN_OUT = /[\p{L}\p{M}]*[\p{Script=Arabic}\p{M}]\u0640+[\p{Script=Arabic}\p{M}]+[\p{L}\p{M}\u0640]*/u
/** Marks written on one that stands for no letter, in the Qurʾān. */
const CARRIER = /\u0640[\u0670\u0654\u0655\u06E5\u06E6]/u
const TATWEEL = /\u0640+/
/** لـ before a quotation, a bracket or a Latin word. */
const BY_RULE = /^[\p{M}]*[\u0648\u0641]?\p{M}*[\u0644\u0628\u0643\u0647]\p{M}*\u0640/u

export const kashida: Check = {
  id: 'kashida',
  severity: 'info',
  create: eachPair(({ source, target }) => {
    const drawn = DRAWN_OUT.exec(source)
    const carried = TATWEEL.exec(target.replace(/\u0647\u0640/g, ''))
    const faults: Fault[] = []
    if (carried && !BY_RULE.test(target.slice(Math.max(0, carried.index - 1))))
      faults.push({ message: `Unexpected ${quote(carried[0])} in the translation, expected no decoration` })
    if (drawn && !CARRIER.test(drawn[0]))
      faults.push({
        message: `Unexpected ${quote(drawn[0])} in the source, expected its letters close together`,
        start: drawn.index,
      })
    return faults
  }),
}
