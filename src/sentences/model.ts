/** What is said of the models that translate on this machine. */
import { quote, showCount, shown, type Sentence } from './say.ts'

/** Code → the sentence of its facts. */
export const modelSentences = {
  'model-missing': (facts: { pair: string; folder: string }) => ({
    found: `provider "local" without a model for ${facts.pair}`,
    expected: `one in ${shown(facts.folder)}`,
    next: `run "muqabil model get ${facts.pair}" once. Nothing was sent`,
  }),
  'model-damaged': (facts: { problem: string; expected: string; name: string }) => ({
    found: facts.problem,
    expected: facts.expected,
    next: `run "muqabil model remove ${shown(facts.name)}" and "muqabil model get". Nothing was written`,
  }),
  'model-memory': (facts: { free: number; needed: number }) => ({
    found: `${showCount(facts.free)} MB of free memory`,
    expected: `${showCount(facts.needed)} MB for the model and its engine`,
    next: 'close other programs, or set "memoryMegabytes" of the provider higher if it is set. Nothing was written',
  }),
  'model-registry': (facts: { problem: string; expected: string }) => ({
    found: facts.problem,
    expected: facts.expected,
    next: 'try again later, name another list by --registry, or take the files from a folder by --from. Nothing was changed',
  }),
  'model-fetch': (facts: { done: number; total?: number }) => ({
    found: `end of the connection after ${showCount(facts.done)} bytes`,
    expected: facts.total === undefined ? 'the whole file' : `${showCount(facts.total)} bytes`,
    next: 'run the same again: it goes on from there',
  }),
  'model-hash': (facts: { found: string; expected: string }) => ({
    found: facts.found,
    expected: facts.expected,
    next: 'run the same again to fetch it anew; if it stays so, the server has another file than the list says. Nothing of it was kept',
  }),
  'model-busy': (facts: { process: number }) => ({
    found: `fetch of the same model by process ${facts.process}`,
    expected: 'one at a time',
    next: 'wait for it, or end it and run again: what it has fetched is kept',
  }),
  'model-unknown': (facts: { wanted: string; nearest?: string; known: readonly string[] }) => ({
    found: `model ${quote(facts.wanted)}`,
    expected:
      facts.nearest === undefined
        ? facts.known.length === 0
          ? 'one that is offered'
          : `one of ${facts.known.join(', ')}`
        : `"${facts.nearest}", which is the nearest name`,
    next: 'see "muqabil model list", or use another provider',
  }),
  'model-absent': (facts: { name: string; nearest?: string; known: readonly string[] }) => ({
    found: `model ${quote(facts.name)}`,
    expected:
      facts.nearest === undefined
        ? facts.known.length === 0
          ? 'one on this machine, which has none'
          : `one of ${facts.known.join(', ')}`
        : `"${facts.nearest}", which is the nearest name`,
    next: 'see "muqabil model list --here". Nothing was removed',
  }),
  'model-files': (facts: { missing: readonly string[] }) => ({
    found: `folder without ${facts.missing.join(', ')}`,
    expected: 'the files of a model, packed by gzip or not, or models.json beside them',
    next: 'put them there under the names that they were published by',
  }),
  'model-consent': (facts: { name: string; megabytes: number; host: string }) => ({
    found: `fetch of ${showCount(facts.megabytes)} MB (${facts.name} from ${facts.host}) without a yes`,
    expected: '--yes where nobody can be asked',
    next: 'add it. Nothing was fetched',
  }),
} satisfies Record<string, (facts: never) => Sentence>
