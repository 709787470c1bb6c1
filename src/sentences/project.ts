/** What is said of configuration, sources, runs, editions and the command line. */
import { plural, quote, showInvisible, shown, type Sentence } from './say.ts'

/** Code → the sentence of its facts. */
export const projectSentences = {
  'folder-missing': (_: object) => ({
    found: 'absence of this folder',
    expected: 'the folder of a project',
    next: 'check its name, or make it and run "muqabil init" in it',
  }),
  'config-not-found': (_: object) => ({
    found: 'configuration that is not there',
    expected: 'a file to read',
    next: 'check the path, or leave --config out to use muqabil.config.ts, .js or .json',
  }),
  'config-several': (facts: { first: string; second: string }) => ({
    found: `configuration beside ${quote(facts.first)}`,
    expected: 'one',
    next: 'remove one of them, or name one by --config',
  }),
  'config-syntax': (facts: { problem: string; expected?: string }) => ({
    found: facts.problem,
    expected: facts.expected ?? 'a module with a configuration as its default export',
    next: 'mend the file at this place',
  }),
  'config-secret': (facts: { key: string }) => ({
    found: `setting ${quote(facts.key)}`,
    expected: 'keys of services in the environment or .env, which git does not keep',
    next: 'move it there; .env.example of "muqabil init" has the names',
  }),
  'config-unknown-key': (facts: { key: string; nearest?: string; known: readonly string[] }) => ({
    found: `setting ${quote(facts.key)}`,
    expected: facts.nearest ? `"${facts.nearest}", which is the nearest name` : `one of ${facts.known.join(', ')}`,
    next: 'correct or remove it',
  }),
  'config-value': (facts: { key: string; value?: string; problem: string }) => ({
    found:
      facts.key === ''
        ? `${facts.value ?? 'nothing'} as the configuration`
        : facts.value === undefined
          ? `absence of "${facts.key}"`
          : `${facts.value} for "${facts.key}"`,
    expected: facts.problem,
    next: 'correct it',
  }),
  'input-missing': ({ above }: { above?: string }) => ({
    found: 'absence of this folder',
    expected: 'a folder with texts to translate',
    next:
      above === undefined
        ? 'make it and put a document in, or name another one by "input" in the configuration'
        : `run it in the folder ${quote(above)} above, where the project is`,
  }),
  'input-empty': (facts: { extensions: readonly string[] }) => ({
    found: 'folder without a document',
    expected: `at least one file that ends in ${facts.extensions.join(', ')}`,
    next: 'put one in and run again',
  }),
  'file-several': (facts: { pattern: string; documents: readonly string[] }) => ({
    found: `${quote(facts.pattern)} with ${facts.documents.length} documents`,
    expected: 'one',
    next: `name it, such as ${quote(facts.documents[0] ?? '')}`,
  }),
  'file-not-matched': (facts: { pattern: string; nearest?: string; input: string }) => ({
    found: `pattern ${quote(facts.pattern)} without a source`,
    expected: facts.nearest
      ? `${quote(facts.nearest)}, which is the nearest name`
      : `a path or pattern of files in ${shown(`${facts.input}/`)}`,
    next: `check the spelling; paths are relative to the project, such as ${quote(`${facts.input}/news/*.md`)}`,
  }),
  'file-outside-input': (facts: { input: string }) => ({
    found: 'file that is not in the input folder',
    expected: `a source in ${shown(`${facts.input}/`)}`,
    next: 'move it there, or name its folder by "input" in the configuration',
  }),
  'address-unusable': (facts: { address: string }) => ({
    found: `address ${quote(facts.address)}`,
    expected: 'one that begins with http:// or https://, without a name and a password in it',
    next: 'correct it, or fetch the file by other means and put it into the input folder',
  }),
  'address-private': (facts: { host: string; address: string }) => ({
    found: `address ${quote(facts.address)} of ${quote(facts.host)}, which is of this machine or of a private network`,
    expected: 'one of the public network',
    next: 'correct it, or run with --allow-private if you know that server',
  }),
  'fetch-failed': (facts: { problem: string }) => ({
    found: facts.problem,
    expected: 'the text that lies there',
    next: 'open the address in a browser. If it is there, try again, with a longer --timeout where it is slow; nothing was written',
  }),
  'fetch-type': (facts: { type: string; extensions: readonly string[] }) => ({
    found: facts.type === '' ? 'content of a kind that is not said' : `content of the kind ${quote(facts.type)}`,
    expected: `what can lie in a file that ends in ${facts.extensions.join(', ')}`,
    next: 'give another address, or name the file by --as with one of these endings',
  }),
  'source-there': (_: object) => ({
    found: 'file that is there already',
    expected: 'a name that is free',
    next: 'name another one by --as, or take the file away',
  }),
  'format-unknown': (facts: { extensions: readonly string[] }) => ({
    found: 'file of a kind that is not read',
    expected: `one that ends in ${facts.extensions.join(', ')}`,
    next: 'save it as one of these',
  }),
  'no-provider': (facts: { segments: number; characters: number; pair: string; variables: readonly string[] }) => ({
    found: `${plural(facts.segments, 'segment')} to translate (${plural(facts.characters, 'character')}) and no provider`,
    expected: 'an engine on this machine, a translation service, or a run that needs neither',
    next: `run "muqabil model get ${facts.pair}" to translate on this machine without a key, or put the key of a service into .env, as in "echo ${facts.variables.find((name) => name.endsWith('_KEY')) ?? 'KEY'}=… >> .env" ("muqabil providers" lists them all, and servers of your own); to try the layout free of charge, run with --provider pseudo; to build with what is known, run with --offline. Nothing was sent`,
  }),
  'press-missing': (facts: { package: string }) => ({
    found: `format "pdf" or "pdf-facing" without the package ${facts.package}`,
    expected: 'it to be installed, as it leads the browser that prints',
    next: `run "npm install --save-dev ${facts.package}", or leave "pdf" and "pdf-facing" out of "formats"`,
  }),
  'browser-missing': (facts: { named?: string }) => ({
    found: facts.named === undefined ? 'machine without a browser' : `MUQABIL_CHROMIUM ${quote(facts.named)}`,
    expected:
      facts.named === undefined
        ? 'Chrome or Chromium, which prints "pdf" and "pdf-facing"'
        : 'the path of a Chrome or Chromium',
    next:
      facts.named === undefined
        ? 'install one, set MUQABIL_CHROMIUM to its path, or leave "pdf" and "pdf-facing" out of "formats"'
        : 'correct it, or leave it out and one is looked for',
  }),
  'browser-failed': (facts: { browser: string; problem: string }) => ({
    found: `failure of ${shown(facts.browser)} to print (${showInvisible(facts.problem)})`,
    expected: 'a Chrome or Chromium that starts on this machine',
    next: 'try it by hand, set MUQABIL_CHROMIUM to another one, or leave "pdf" and "pdf-facing" out of "formats"',
  }),
  'facing-tall': (facts: { row?: string; paper: string }) => ({
    found: `sentence of row ${facts.row ?? 1} that is higher than a page of ${facts.paper.toUpperCase()}, alone or with the heading before it`,
    expected: 'one that stands whole on a page and faces its translation',
    next: 'part it in the source, set "facing" to a larger "paper", or leave "pdf-facing" out of "formats". Everything else is written',
  }),
  'facing-clipped': (facts: { page: number; row?: string }) => ({
    found: `${facts.row === undefined ? 'text' : `row ${facts.row}`} that does not fit its place on page ${facts.page}`,
    expected: 'pages without a line that is cut off',
    next: 'look there for a word or an address longer than a line, set "facing" to a larger "paper", or leave "pdf-facing" out of "formats". Everything else is written',
  }),
  'facing-count': (facts: { count: number; expected: number }) => ({
    found: `${plural(facts.count, 'page')} of the browser`,
    expected: `the ${facts.expected} that were laid out`,
    next: 'set MUQABIL_CHROMIUM to another browser, or leave "pdf-facing" out of "formats". Everything else is written',
  }),
  'queue-memory': (_: object) => ({
    found: 'queue without a memory that machines share',
    expected: 'a memory in PostgreSQL',
    next: 'set "memory" to "postgres://user@host/database"',
  }),
  'queue-peer': (_: object) => ({
    found: 'queue without the package pg-boss',
    expected: 'pg and pg-boss beside muqabil',
    next: 'run npm install pg pg-boss',
  }),
  'queue-name': (facts: { name: string }) => ({
    found: `queue ${quote(facts.name)}`,
    expected: 'letters, digits, "-", "_" and "." alone',
    next: 'give it another name',
  }),
  'document-stopped': (facts: { reason: string; missing: number }) => ({
    found: `end (${facts.reason}) with ${plural(facts.missing, 'segment')} missing`,
    expected: 'all of them translated',
    next: 'it is tried again. What was answered is saved',
  }),
  'memory-unsupported': (facts: { memory: string }) => ({
    found: `memory ${quote(facts.memory.replace(/:\/\/.*/s, '://…'))}`,
    expected: 'the path of a file, or the address of a PostgreSQL',
    next: 'set "memory" to a path such as ".muqabil/memory.db", or to "postgres://user@host/database"',
  }),
  'folders-overlap': (facts: { first: string; second: string }) => ({
    found: `${quote(facts.second)} inside ${quote(facts.first)}`,
    expected: 'folders of input, output and translations that lie apart',
    next: 'set another folder in the configuration',
  }),
  'command-unknown': (facts: { command: string; commands: readonly string[]; nearest?: string }) => ({
    found: `command ${quote(facts.command)}`,
    expected: facts.nearest ? `"${facts.nearest}", which is the nearest name` : `one of ${facts.commands.join(', ')}`,
    next: 'see "muqabil --help" for what each does',
  }),
  'git-missing': (_: object) => ({
    found: 'machine without git',
    expected: 'the program "git" on the path',
    next: 'install it; earlier versions of the sources are in its repository',
  }),
  'git-repository': (facts: { problem: string }) => ({
    found: facts.problem === '' ? 'failure of git' : `failure of git (${showInvisible(facts.problem)})`,
    expected: 'a folder in a git repository that can be read',
    next: 'run "git status" there, and mend what it says. Nothing was changed',
  }),
  'revision-unknown': (facts: { revision: string }) => ({
    found: `revision ${quote(facts.revision)}`,
    expected: 'a commit, branch or tag that this clone has',
    next: 'check its name, or fetch it: a CI job clones the last commit alone unless it is told otherwise ("fetch-depth: 0")',
  }),
  'check-unknown': (facts: { check: string; nearest?: string; known: readonly string[] }) => ({
    found: `check ${quote(facts.check)}`,
    expected: facts.nearest ? `"${facts.nearest}", which is the nearest name` : `one of ${facts.known.join(', ')}`,
    next: 'correct it; what the record itself says (missing, stale) cannot be waived',
  }),
  'segment-unknown': (facts: { place: string; isTranslated: boolean; unread?: readonly string[] }) => ({
    found: !facts.isTranslated
      ? `segment ${quote(facts.place)} without a translation`
      : facts.unread?.length
        ? `segment ${quote(facts.place)}, which no record has that can be read; ${quote(facts.unread.join(', '))} cannot`
        : `segment ${quote(facts.place)}, which no record has`,
    expected: 'row and segment of a translation, such as "p-1922d30a/s2"',
    next: 'take them from "muqabil check --json"',
  }),
  'segment-several': (facts: { place: string; check: string; sources: readonly string[] }) => ({
    found: `segment ${quote(facts.place)} in ${facts.sources.length} documents`,
    expected: 'one, since equal rows have equal ids',
    next: `name its source too, as in "muqabil waive ${facts.place} ${facts.check} --source ${shown(facts.sources[0] ?? '')}"`,
  }),
  'document-unknown': (facts: { path: string }) => ({
    found: `document ${quote(facts.path)}`,
    expected: 'one that the project has',
    next: 'go back to the list; it may have been renamed or taken away. What was written in it is in its record',
  }),
  'no-answer': (facts: { provider: string; reason: string }) => ({
    found: `request to ${facts.provider} without a translation that can stand${facts.reason === '' ? '' : ` (${showInvisible(facts.reason)})`}`,
    expected: 'one',
    next: 'try again later, or translate it by hand. The record was not changed',
  }),
  'host-open': (facts: { host: string }) => ({
    found: `host ${quote(facts.host)}, which other machines can reach, without a token`,
    expected: '"--token" with it, a secret that only your editors know',
    next: 'add it, or leave "--host" out to review on this machine alone',
  }),
  'token-short': (facts: { least: number }) => ({
    found: 'token that could be guessed',
    expected: `at least ${facts.least} characters`,
    next: 'take a longer one',
  }),
  'port-taken': (facts: { host: string; port: number; problem: string }) => ({
    found: facts.problem,
    expected: `port ${facts.port} of ${shown(facts.host)} to be free`,
    next: 'end the other program, or take another with "--port"',
  }),
  'option-unknown': (facts: { option: string; command: string; nearest?: string }) => ({
    found: `option ${quote(facts.option)}`,
    expected: facts.nearest ? `"${facts.nearest}", which is the nearest name` : `an option of ${facts.command}`,
    next: `see "${facts.command} --help" for all`,
  }),
  'option-value': (facts: { option: string; value?: string; expected: string }) => ({
    found:
      facts.value === undefined
        ? `absence of a value after "${facts.option}"`
        : `${quote(facts.value)} for "${facts.option}"`,
    expected: facts.expected,
    next: 'correct it',
  }),
  'option-conflict': (facts: { first: string; second: string }) => ({
    found: `"${facts.first}" together with "${facts.second}"`,
    expected: 'one of them',
    next: 'leave the other out',
  }),
  'argument-missing': (facts: { argument: string; command: string }) => ({
    found: `absence of <${facts.argument}>`,
    expected: `"${facts.command} <${facts.argument}>"`,
    next: 'add it',
  }),
  'argument-surplus': (facts: { argument: string; command: string }) => ({
    found: `argument ${quote(facts.argument)}`,
    expected: `no more for "${facts.command}"`,
    next: 'leave it out',
  }),
  'output-closed': (facts: { problem: string }) => ({
    found: facts.problem,
    expected: 'a standard output that can be written to the end',
    next: 'free it, then run again. The run itself came to its end, and all it did is saved',
  }),
  'output-collision': (facts: { first: string; second: string }) => ({
    found: `sources ${quote(facts.first)} and ${quote(facts.second)}, which would write one file`,
    expected: 'names that differ in more than capitals or the form of their accents',
    next: 'rename one of them. Nothing was written',
  }),
} satisfies Record<string, (facts: never) => Sentence>
