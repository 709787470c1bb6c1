/** Whether an answer repeats what the model was told instead of what it was asked. */

/** So many words in a row, word for word, are no coincidence. */
const RUN = 8

/** @returns A test for one answer: true when a run of the prompt's words stands in it that its source has not. */
export function echoOf(prompt: string): (answer: string, source: string) => boolean {
  const runs = new Set(runsOf(prompt))
  return (answer, source) => {
    const own = new Set(runsOf(source))
    return runsOf(answer).some((run) => runs.has(run) && !own.has(run))
  }
}

function runsOf(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  return words
    .slice(0, Math.max(0, words.length - RUN + 1))
    .map((_, start) => words.slice(start, start + RUN).join(' '))
}
