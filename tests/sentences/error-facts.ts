/** Telling facts for every error code; the compiler finds the code that has none. */
import { quote, type ErrorCode, type ErrorFacts, type Place } from '../../src/errors.ts'

type Case<Code extends ErrorCode> = readonly [facts: ErrorFacts<Code>, place?: Place]

const source = { file: 'input/قهوة.txt' }
const record = { file: 'translations/قهوة.txt.en.xlf', line: 214 }
const config = { file: 'muqabil.config.json', line: 3, column: 5 }
const HOSTILE = 'a\u001B[2J\u202Eb'
const LONG = 'كلمات كثيرة لا تنتهي في عنوان طويل جداً يزيد على ستين حرفاً بكثير، وما زال'

export const errorFacts: { readonly [Code in ErrorCode]: readonly Case<Code>[] } = {
  'not-utf8': [
    [{ byte: 0xc7, offset: 0, likely: 'windows-1256' }, source],
    [{ byte: 0x6, offset: 1, likely: 'utf-16le' }, source],
    [{ byte: 0xff, offset: 4096 }, source],
  ],
  'not-utf16': [
    [{ bytes: 1, offset: 6 }, source],
    [{ bytes: 2, offset: 12 }, source],
  ],
  'encoding-mismatch': [[{ byte: 0xfe, offset: 7, encoding: 'iso-8859-6' }, source]],
  'record-conflict': [[{ mark: '<<<<<<< ours' }, record]],
  'records-locked': [[{ seconds: 30 }]],
  'xml-syntax': [[{ problem: 'unclosed tag: target' }, record]],
  'xml-refused': [[{ problem: 'document type with declarations of its own' }, record]],
  'xliff-version': [[{ version: '1.2' }, record]],
  'xliff-schema': [[{ problem: 'element <target> before <source>' }, record]],
  'xliff-rule': [[{ problem: 'id "s1" twice', expected: 'each id once in a unit' }, record]],
  'record-newer': [[{ version: '"99"', known: '1' }, record]],
  'record-foreign': [
    [{ problem: 'languages ar and fr', expected: 'ar and en' }, record],
    [{ problem: `record of ${quote('input/شاي.txt')}`, expected: `that of ${quote(source.file)}` }, record],
  ],
  'exchange-damaged': [[{ problem: 'state "done"' }, { file: 'from-editor.csv', line: 3 }]],
  'exchange-languages': [
    [
      { source: 'ar', target: 'fr', wanted: { source: 'ar', target: 'en' } },
      { file: 'from-editor.xlf', line: 3 },
    ],
  ],
  'exchange-several': [[{ documents: 3 }]],
  'exchange-format': [
    [{ known: ['csv', 'tmx'] }, { file: 'from-editor.ods' }],
    [{ known: ['csv', 'tmx'], nearest: 'tmx' }, { file: '--format tmy' }],
  ],
  'address-unusable': [[{ address: 'ftp://example.org/قهوة' }]],
  'address-private': [[{ host: 'example.org', address: '10.0.0.1' }]],
  'fetch-failed': [[{ problem: 'answer 404' }, { file: 'https://example.org/qahwa.html' }]],
  'fetch-type': [
    [{ type: 'application/pdf', extensions: ['.txt', '.md'] }, { file: 'https://example.org/qahwa' }],
    [{ type: '', extensions: ['.txt', '.md'] }, { file: 'https://example.org/qahwa' }],
  ],
  'source-there': [[{}, { file: 'input/قهوة.html' }]],
  'source-damaged': [
    [{ problem: 'bytes that are no zip archive' }, { file: 'input/قهوة.epub' }],
    [{ problem: `archive in which ${quote('OEBPS/فصل.xhtml')} is not whole` }, { file: 'input/قهوة.epub' }],
  ],
  'source-encrypted': [[{}, { file: 'input/قهوة.epub' }]],
  'document-too-deep': [
    [{}, { ...source, line: 7 }],
    [{ limit: 200 }, { ...source, line: 7 }],
  ],
  'source-too-large': [[{ bytes: 99_000_000, megabytes: 32 }, source]],
  'document-too-long': [[{ limit: 50_000 }, { ...source, line: 50_123 }]],
  'markup-too-dense': [[{ limit: 5_000 }, { ...source, line: 7 }]],
  'front-matter': [[{ problem: 'a key twice' }, { ...source, line: 2 }]],
  'not-text': [
    [
      { character: 'U+0000', offset: 77 },
      { ...source, line: 3 },
    ],
  ],
  'encoding-unknown': [[{ encoding: 'windows-1265' }], [{ encoding: 'windows-1265' }, config]],
  'file-unreadable': [
    [{ problem: 'lack of permission' }, source],
    [{ problem: 'link that leads in a circle' }, { file: 'input/up' }],
  ],
  'file-unwritable': [
    [{ problem: 'full disk' }, { file: 'output/قهوة.html' }],
    [{ problem: 'folder where a file should be' }, { file: 'output/قهوة.html' }],
  ],
  'path-outside': [[{ problem: 'link that leads out of the project' }, source]],
  'name-too-long': [[{ bytes: 261 }, source]],
  'memory-peer': [[{}, { file: 'postgres://me@db/texts' }]],
  'memory-unreachable': [[{ problem: 'server that takes no connection' }, { file: 'postgres://me@db/texts' }]],
  'memory-newer': [[{ version: 2, known: 1 }, { file: 'postgres://me@db/texts' }]],
  'memory-locked': [[{}, { file: '.muqabil/memory.db' }]],
  'memory-unusable': [
    [{ problem: 'full disk' }, { file: '.muqabil/memory.db' }],
    [{ problem: "another program's database" }, { file: '.muqabil/memory.db' }],
  ],
  'segment-too-long': [[{ characters: 31_000, limit: 30_000 }]],
  'request-over-quota': [
    [{ size: 5_000, unit: 'characters', quota: 1_000 }],
    [{ size: 5_000, unit: 'tokens', quota: 1_000 }],
  ],
  'provider-unknown': [
    [{ name: 'googel', nearest: 'google', known: ['google', 'pseudo'] }],
    [{ name: 'مترجم', known: ['google', 'pseudo'] }],
  ],
  'provider-module': [[{ problem: 'no default export' }, { file: './my-provider.ts' }]],
  'google-credentials': [[{ problem: 'no key file, no gcloud login' }], [{ problem: 'the key file is not there' }]],
  'google-project': [[{}]],
  'setting-missing': [
    [{ provider: 'openai', setting: 'model', expected: 'the name of a model that the server at the endpoint has' }],
    [{ provider: 'command', setting: 'command', expected: 'a program and its arguments' }],
  ],
  'key-missing': [[{ provider: 'deepl', variable: 'DEEPL_AUTH_KEY' }, { file: 'muqabil.config.json' }]],
  'peer-missing': [[{ provider: 'amazon', package: '@aws-sdk/client-translate' }]],
  'amazon-credentials': [
    [{ problem: 'no key, no profile, no role' }],
    [{ problem: 'AWS_ACCESS_KEY_ID without AWS_SECRET_ACCESS_KEY' }],
  ],
  'command-failed': [
    [{ command: './محرك', problem: 'the program ended before it was ready (with status 1: no model)' }],
    [{ command: HOSTILE, problem: 'the program cannot be started (there is no such program)' }],
  ],
  'key-malformed': [[{ provider: 'deepl', variable: 'DEEPL_AUTH_KEY' }]],
  'key-without-tls': [[{ provider: 'libretranslate', host: 'translate.example' }]],
  endpoint: [[{ endpoint: 'ftp://example.org' }], [{ endpoint: 'https://…example.org…' }]],
  'folder-missing': [[{}, { file: 'my-editon' }]],
  'config-not-found': [[{}, { file: 'my.json' }]],
  'config-several': [[{ first: 'muqabil.config.ts', second: 'muqabil.config.json' }, { file: 'muqabil.config.json' }]],
  'config-syntax': [
    [{ problem: '"}"', expected: 'a name in double quotes' }, config],
    [{ problem: 'configuration that cannot be loaded (not today)' }, { file: 'muqabil.config.ts', line: 2, column: 7 }],
    [
      { problem: 'function as the default export', expected: 'an object: export what it returns' },
      { file: 'muqabil.config.ts' },
    ],
  ],
  'config-secret': [[{ key: 'provider.apiKey' }, config]],
  'config-unknown-key': [
    [{ key: 'formts', nearest: 'formats', known: ['formats', 'input'] }, config],
    [{ key: 'إخراج', known: ['formats', 'input'] }, config],
    [{ key: HOSTILE, known: ['formats', 'input'] }, config],
  ],
  'config-value': [
    [{ key: 'formats[1]', value: '"markdwon"', problem: '"markdown", which is the nearest name' }, config],
    [{ key: 'provider.name', problem: 'a text' }, config],
    [{ key: '', value: '"[]"', problem: 'an object' }, config],
  ],
  'input-missing': [
    [{}, { file: 'input/' }],
    [{ above: 'قهوة' }, { file: 'input/' }],
  ],
  'input-empty': [[{ extensions: ['.txt', '.md'] }, { file: 'input/' }]],
  'file-several': [[{ pattern: 'input', documents: ['input/a.txt', 'input/b.txt'] }]],
  'file-not-matched': [
    [{ pattern: 'input/قهوه.md', nearest: 'input/قهوة.md', input: 'input' }],
    [{ pattern: LONG, input: 'نصوص' }],
  ],
  'file-outside-input': [[{ input: 'input' }, { file: 'notes/a.txt' }]],
  'format-unknown': [[{ extensions: ['.txt', '.md'] }, { file: 'input/page.pdf' }]],
  'no-provider': [
    [{ segments: 41, characters: 5417, pair: 'ar-en', variables: ['DEEPL_AUTH_KEY', 'AZURE_TRANSLATOR_KEY'] }],
    [{ segments: 1, characters: 1, pair: 'ar-en', variables: ['GOOGLE_API_KEY', 'DEEPL_AUTH_KEY'] }],
  ],
  'model-missing': [[{ pair: 'ar-en', folder: '/home/\u0633\u0644\u0645\u0649/.cache/muqabil/models' }]],
  'model-damaged': [
    [
      { problem: 'file of 12 bytes', expected: '42,992,955', name: 'ar-en.base.f3888b9d' },
      { file: 'ar-en.base.f3888b9d/model.bin' },
    ],
    [
      { problem: 'SHA-256 00112233aabb…', expected: 'f3888b9db780…, as it was fetched', name: 'ar-en.base.f3888b9d' },
      { file: 'ar-en.base.f3888b9d/model.bin' },
    ],
  ],
  'model-memory': [[{ free: 180.4, needed: 290 }]],
  'model-registry': [
    [{ problem: 'page', expected: 'a list of models' }, { file: 'models.example' }],
    [{ problem: 'redirect to elsewhere.example', expected: 'an answer' }, { file: 'models.example' }],
  ],
  'model-fetch': [
    [{ done: 12_345_678, total: 30_454_343 }, { file: 'models/model.bin' }],
    [{ done: 0 }, { file: 'models/model.bin' }],
  ],
  'model-hash': [[{ found: 'SHA-256 0011223344556677…', expected: 'f3888b9db780da4d…' }, { file: 'models/model.bin' }]],
  'model-busy': [[{ process: 4711 }]],
  'model-unknown': [
    [{ wanted: 'ar-em', nearest: 'ar-en', known: ['ar-en', 'de-en'] }],
    [{ wanted: '\u0639\u0631', known: ['ar-en', 'de-en'] }],
    [{ wanted: 'ar-en', known: [] }],
  ],
  'model-absent': [
    [{ name: 'ar-en.base.f3888b9c', nearest: 'ar-en.base.f3888b9d', known: ['ar-en.base.f3888b9d'] }],
    [{ name: HOSTILE, known: ['ar-en.base.f3888b9d'] }],
    [{ name: 'ar-en', known: [] }],
  ],
  'model-files': [[{ missing: ['lex*.bin', 'vocab*.spm'] }, { file: 'models/' }]],
  'model-consent': [[{ name: 'ar-en.base.f3888b9d', megabytes: 33.1, host: 'models.example' }]],
  'press-missing': [[{ package: 'playwright-core' }]],
  'browser-missing': [[{}], [{ named: '/opt/كروم' }]],
  'browser-failed': [[{ browser: '/usr/bin/chromium', problem: 'spawn EACCES' }]],
  'facing-tall': [[{ row: '12', paper: 'a5' }, { file: 'input/qahwa.txt' }]],
  'facing-clipped': [
    [{ page: 7, row: '12' }, { file: 'input/qahwa.txt' }],
    [{ page: 2 }, { file: 'input/qahwa.txt' }],
  ],
  'facing-count': [[{ count: 9, expected: 7 }, { file: 'input/qahwa.txt' }]],
  'queue-memory': [[{}, { file: 'muqabil.config.json' }]],
  'queue-peer': [[{}, { file: 'muqabil.config.json' }]],
  'queue-name': [[{ name: 'a b' }, {}]],
  'document-stopped': [[{ reason: 'outage', missing: 12 }, { file: 'input/قهوة.md' }]],
  'memory-unsupported': [[{ memory: 'postgres://me:secret@host/db' }, { file: 'muqabil.config.json' }]],
  'folders-overlap': [[{ first: 'input', second: 'input/out' }, { file: 'muqabil.config.json' }]],
  'git-missing': [[{}]],
  'git-repository': [[{ problem: 'fatal: not a git repository' }, { file: 'ترجمات' }], [{ problem: '' }]],
  'revision-unknown': [[{ revision: 'HEAD~1' }], [{ revision: HOSTILE }]],
  'check-unknown': [
    [{ check: 'number', nearest: 'numbers', known: ['codes', 'numbers'] }],
    [{ check: 'أرقام', known: ['codes', 'numbers'] }],
  ],
  'segment-several': [[{ place: 'p-1922d30a/s2', check: 'numbers', sources: ['input/a.txt', 'input/b.txt'] }]],
  'segment-unknown': [
    [{ place: 'p-00000000/s1', isTranslated: true }],
    [{ place: 'p-1922d30a/s2', isTranslated: false }],
    [{ place: 'p-00000000/s1', isTranslated: true, unread: ['input/a.txt'] }],
  ],
  'glossary-row': [
    [
      { cells: 3, columns: ['source', 'target'] },
      { file: 'glossary.csv', line: 17 },
    ],
    [
      { cells: 1, columns: ['source', 'target'] },
      { file: 'glossary.csv', line: 17 },
    ],
  ],
  'glossary-quote': [[{}, { file: 'glossary.csv', line: 17 }]],
  'glossary-column': [
    [
      { column: 'sourse', known: ['source', 'target'] },
      { file: 'glossary.csv', line: 1 },
    ],
  ],
  'glossary-unset': [[{}, { file: 'muqabil.config.json' }]],
  'glossary-format': [[{}, { file: 'glossary.md' }]],
  'glossary-missing': [[{}, { file: 'glossary.csv' }]],
  'stylesheet-missing': [[{}, { file: 'theme.css' }]],
  'stylesheet-fetch': [[{ found: '@import' }, { file: 'theme.css', line: 3 }]],
  'price-unknown': [[{ provider: 'openai', model: HOSTILE }, { file: 'muqabil.config.json' }]],
  'currencies-differ': [[{ first: 'USD', second: 'EUR' }, { file: 'muqabil.config.json' }]],
  'command-unknown': [
    [{ command: 'biuld', commands: ['build', 'plan'], nearest: 'build' }],
    [{ command: 'ترجم', commands: ['build', 'plan', 'check'] }],
  ],
  'document-unknown': [[{ path: 'input/قهوة.txt' }]],
  'no-answer': [
    [{ provider: 'google', reason: 'the budget is used up' }, source],
    [{ provider: 'google', reason: '' }, source],
  ],
  'host-open': [[{ host: '0.0.0.0' }]],
  'token-short': [[{ least: 16 }]],
  'port-taken': [[{ host: '127.0.0.1', port: 4680, problem: 'port that another program has' }]],
  'option-unknown': [
    [{ option: '--verbos', command: 'muqabil build', nearest: '--verbose' }],
    [{ option: '--api-key', command: 'muqabil build' }],
  ],
  'option-value': [
    [{ option: '--max-chars', value: '٥', expected: 'a whole number of 0 or more, such as 100000' }],
    [{ option: '--max-cost', expected: '"--max-cost <amount>"' }],
  ],
  'option-conflict': [[{ first: '--prune', second: '--frozen' }]],
  'argument-missing': [[{ argument: 'file', command: 'muqabil inspect' }]],
  'argument-surplus': [[{ argument: 'b.md', command: 'muqabil inspect' }]],
  'output-closed': [[{ problem: 'full disk' }, { file: 'standard output' }]],
  'output-collision': [[{ first: 'input/A.txt', second: 'input/a.txt' }]],
}
