/** What is said of files, documents and the memory. */
import { quote, showCount, type Sentence } from './say.ts'

/** Code → the sentence of its facts. */
export const fileSentences = {
  'not-utf8': (facts: { byte: number; offset: number; likely?: string }) => ({
    found: `byte 0x${facts.byte.toString(16).toUpperCase().padStart(2, '0')} at offset ${facts.offset}`,
    expected: 'UTF-8, or UTF-16 with a byte order mark',
    next: facts.likely
      ? `save it as UTF-8, or run with --encoding ${facts.likely}, which it looks like`
      : 'save it as UTF-8',
  }),
  'not-utf16': (facts: { bytes: number; offset: number }) => ({
    found: `${facts.bytes === 1 ? 'single byte' : 'half of a surrogate pair'} at offset ${facts.offset}`,
    expected: 'whole characters of UTF-16, which the byte order mark promises',
    next: 'take the file from its origin again, or save it as UTF-8',
  }),
  'encoding-mismatch': (facts: { byte: number; offset: number; encoding: string }) => ({
    found: `byte 0x${facts.byte.toString(16).toUpperCase().padStart(2, '0')} at offset ${facts.offset}`,
    expected: `${facts.encoding}, as the encoding is set`,
    next: 'save it as UTF-8, or name the encoding that it has',
  }),
  'source-damaged': (facts: { problem: string }) => ({
    found: facts.problem,
    expected: 'a file that is whole, and of the kind that its name says',
    next: 'take it from its origin again, or save it anew in the program that made it',
  }),
  'source-encrypted': (_: object) => ({
    found: 'file that is locked',
    expected: 'one that can be read without a password or a licence',
    next: 'save it without protection, if you may, or leave it out',
  }),
  'document-too-deep': (facts: { limit?: number }) => ({
    found:
      facts.limit === undefined
        ? 'markup nested deeper than can be read'
        : `markup nested or repeated over ${showCount(facts.limit)} times`,
    expected: 'a document that a page can show',
    next: `look at this place, and take the nesting out${facts.limit === undefined ? '' : ', or raise "limits.nesting" in the configuration'}`,
  }),
  'source-too-large': (facts: { bytes: number; megabytes: number }) => ({
    found: `source of ${showCount(facts.bytes)} bytes`,
    expected: `at most ${showCount(facts.megabytes)} million`,
    next: 'cut it into several files, or raise "limits.megabytes" in the configuration',
  }),
  'document-too-long': (facts: { limit: number }) => ({
    found: `document of more than ${showCount(facts.limit)} rows`,
    expected: 'what a page can show',
    next: 'cut it into several files, or raise "limits.rows" in the configuration',
  }),
  'markup-too-dense': (facts: { limit: number }) => ({
    found: 'paragraph with more markup than can be read in time',
    expected: `at most ${showCount(facts.limit)} marks such as * and [ in one paragraph, each with its end`,
    next: 'cut it into paragraphs, or raise "limits.markup" in the configuration',
  }),
  'front-matter': (facts: { problem: string }) => ({
    found: `front matter (${facts.problem})`,
    expected: 'lines of "key: value" between two "---" lines',
    next: 'mend it',
  }),
  'not-text': (facts: { character: string; offset: number }) => ({
    found: `${facts.character} at offset ${facts.offset}`,
    expected: 'text without NUL characters',
    next: 'check that this is a text file, and save it again from an editor',
  }),
  'encoding-unknown': (facts: { encoding: string }) => ({
    found: `encoding ${quote(facts.encoding)}`,
    expected: 'a name of the WHATWG Encoding Standard, such as windows-1256 or iso-8859-6',
    next: 'correct it',
  }),
  'file-unreadable': (facts: { problem: string }) => ({
    found: facts.problem,
    expected: 'a file that can be read',
    next: 'look at what stands there, its name and its permissions',
  }),
  'file-unwritable': (facts: { problem: string }) => ({
    found: facts.problem,
    expected: 'a place that can be written',
    next: 'free it, or name another folder in the configuration, then run again. No file is half written, and nothing paid for is lost',
  }),
  'path-outside': (facts: { problem: string }) => ({
    found: facts.problem,
    expected: 'a path that stays inside the project',
    next: 'move the file into the project or leave it out',
  }),
  'name-too-long': (facts: { bytes: number }) => ({
    found: `name of ${facts.bytes} bytes`,
    expected: 'at most 255 bytes with the ending that is added',
    next: 'shorten it',
  }),
  'memory-locked': (_: object) => ({
    found: 'memory that another program holds',
    expected: 'a turn to write within a minute',
    next: 'wait until the other build is done, then run again. What was answered is saved',
  }),
  'memory-peer': (_: object) => ({
    found: 'memory in PostgreSQL without the package pg',
    expected: 'pg beside muqabil',
    next: 'run npm install pg',
  }),
  'memory-unreachable': (facts: { problem: string }) => ({
    found: facts.problem,
    expected: 'a PostgreSQL that can be read and written',
    next: 'mend it, or set "memory" to another; PGPASSWORD in the environment or .env is the password. What was saved before is safe',
  }),
  'memory-newer': (facts: { version: number; known: number }) => ({
    found: `tables of version ${facts.version}`,
    expected: `version ${facts.known} or older`,
    next: 'update muqabil. Nothing was changed',
  }),
  'memory-unusable': (facts: { problem: string }) => ({
    found: facts.problem,
    expected: 'a memory that can be read and written',
    next: 'mend it, or name another place by "memory" in the configuration. What was saved before is safe, and the records rebuild a memory that is lost',
  }),
} satisfies Record<string, (facts: never) => Sentence>
