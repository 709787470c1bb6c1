/** What is said of records, exchange files and glossaries. */
import { plural, quote, showInvisible, type Sentence } from './say.ts'

/** Code → the sentence of its facts. */
export const recordSentences = {
  'record-conflict': (facts: { mark: string }) => ({
    found: `conflict mark ${quote(facts.mark)}`,
    expected: 'one version of each segment',
    next: 'settle the merge in git, then build again. The file was not touched',
  }),
  'records-locked': (facts: { seconds: number }) => ({
    found: `other program that has been writing records for ${plural(facts.seconds, 'second')}`,
    expected: 'one that is done in less',
    next: 'wait for it or end it, then run again. No record was changed',
  }),
  'xml-syntax': (facts: { problem: string }) => ({
    found: `XML (${facts.problem})`,
    expected: 'a well-formed document',
    next: 'mend it at this place, or take the file from git again. The file was not touched',
  }),
  'xml-refused': (facts: { problem: string }) => ({
    found: facts.problem,
    expected: 'plain XML within limits',
    next: 'take it out of the file. The file was not touched',
  }),
  'xliff-version': (facts: { version: string }) => ({
    found: `version ${quote(facts.version)}`,
    expected: 'XLIFF 2.0, 2.1 or 2.2',
    next: 'convert the file, or take it from git again. The file was not touched',
  }),
  'xliff-schema': (facts: { problem: string }) => ({
    found: facts.problem,
    expected: 'what the XLIFF schema allows',
    next: 'mend it at this place. The file was not touched',
  }),
  'xliff-rule': (facts: { problem: string; expected: string }) => ({
    found: facts.problem,
    expected: facts.expected,
    next: 'mend it at this place. The file was not touched',
  }),
  'record-newer': (facts: { version: string; known: string }) => ({
    found: `record of format ${facts.version}`,
    expected: `format ${facts.known} or older`,
    next: 'update muqabil. The file was not touched',
  }),
  'record-foreign': (facts: { problem: string; expected: string }) => ({
    found: facts.problem,
    expected: facts.expected,
    next: 'put the record of this source there, or move this file away. The file was not touched',
  }),
  'exchange-damaged': (facts: { problem: string }) => ({
    found: facts.problem,
    expected: 'a file as "muqabil export" or another translation tool writes it',
    next: 'save it anew in that program. Nothing was changed',
  }),
  'exchange-languages': (facts: { source: string; target: string; wanted: { source: string; target: string } }) => ({
    found: `texts from ${quote(facts.source)} into ${quote(facts.target)}`,
    expected: `${quote(facts.wanted.source)} into ${quote(facts.wanted.target)}`,
    next: 'name the configuration of these languages with --config, or mend what the file says of its languages. Nothing was changed',
  }),
  'exchange-several': (facts: { documents: number }) => ({
    found: `${plural(facts.documents, 'document')} for one XLIFF 2.1 file`,
    expected: 'one',
    next: 'name one source, or use xliff12, which holds several. Nothing was written',
  }),
  'exchange-format': (facts: { known: readonly string[]; nearest?: string }) => ({
    found: 'kind of exchange file',
    expected:
      facts.nearest === undefined
        ? `one of ${facts.known.join(', ')}`
        : `"${facts.nearest}", which is the nearest name`,
    next: 'name one of these. Nothing was written',
  }),
  'glossary-row': (facts: { cells: number; columns: readonly string[] }) => ({
    found: `row with ${facts.cells} ${facts.cells === 1 ? 'cell' : 'cells'}`,
    expected: `${facts.columns.length} (${facts.columns.join(', ')})`,
    next:
      facts.cells > facts.columns.length ? 'put quotes round a cell that holds a comma' : 'complete it or take it out',
  }),
  'glossary-unset': (_: object) => ({
    found: 'configuration without "glossary"',
    expected: 'the path of one',
    next: 'set "glossary": "glossary.csv" and make that file, with "source,target" as its first line. Nothing was changed',
  }),
  'glossary-format': (_: object) => ({
    found: 'glossary that is no CSV',
    expected: 'one that terms can be added to',
    next: 'save it as .csv and name that in the configuration. Nothing was changed',
  }),
  'glossary-quote': (_: object) => ({
    found: 'quotation mark that nothing closes',
    expected: 'a second one at the end of the cell',
    next: 'close it; a quotation mark inside a cell is written twice',
  }),
  'glossary-column': (facts: { column: string; known: readonly string[] }) => ({
    found: `column ${quote(facts.column)}`,
    expected: `names out of ${facts.known.join(', ')}`,
    next: 'rename it or take it out',
  }),
  'glossary-missing': (_: object) => ({
    found: 'glossary that is not there',
    expected: 'a CSV, Markdown or TBX file',
    next: 'check the path that "glossary" in the configuration names',
  }),
  'stylesheet-missing': (_: object) => ({
    found: 'stylesheet that is not there',
    expected: 'a CSS file',
    next: 'check the path that "stylesheet" in the configuration names',
  }),
  'stylesheet-fetch': (facts: { found: string }) => ({
    found: `${quote(facts.found)} in a stylesheet`,
    expected: 'rules that ask for nothing outside the page',
    next: 'take it out, or put what it names into the file as "data:"',
  }),
  'price-unknown': (facts: { provider: string; model: string }) => ({
    found: `budget of money with provider "${facts.provider}", whose price for ${quote(facts.model)} is not known`,
    expected: 'pricePerMillion and pricePerMillionAnswered of the provider, in the configuration',
    next: 'set both from its price list, or use maxCharacters. Nothing was sent',
  }),
  'currencies-differ': (facts: { first: string; second: string }) => ({
    found: `providers that bill in ${showInvisible(facts.first)} and in ${showInvisible(facts.second)}`,
    expected: 'one currency under a budget of money',
    next: 'set pricePerMillion and currency of one of them, or use maxCharacters',
  }),
} satisfies Record<string, (facts: never) => Sentence>
