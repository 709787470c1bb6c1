/** Configurations of every kind, right and wrong. */
import { chmodSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MuqabilError } from '../../src/errors.ts'
import { configJsonSchema, knownKeys } from '../../src/project/config-json-schema.ts'
import { configSchema } from '../../src/project/config.ts'
import { loadConfig } from '../../src/project/load-config.ts'
import { parseJson } from '../../src/project/parse-json.ts'
import { providerSettings } from '../../src/providers/settings.ts'
import { asOrdinaryUser } from '../ordinary-user.ts'
import { muqabil, temporaryProject } from '../temporary-project.ts'

/** What is said of a configuration file of this name and text; '' when it is right. */
async function said(text: string | Uint8Array, name = 'muqabil.config.json'): Promise<string> {
  const root = temporaryProject({ [name]: text })
  try {
    await loadConfig(root, name)
    return ''
  } catch (error) {
    if (error instanceof MuqabilError) return error.message
    throw error
  }
}

describe('files', () => {
  test('none: all defaults', async () => {
    const { config, file } = await loadConfig(temporaryProject({}))
    expect(file).toBeUndefined()
    expect(config).toEqual(configSchema.parse({}))
  })

  test.each([
    ['muqabil.config.json', '{ "input": "texts" }'],
    ['muqabil.config.ts', "const input: string = 'texts'\nexport default { input }\n"],
    ['muqabil.config.js', "export default { input: 'texts' }\n"],
    ['muqabil.config.mjs', "export default { input: 'texts' }\n"],
    ['muqabil.config.ts', "export default Promise.resolve({ input: 'texts' })\n"],
    [
      'muqabil.config.ts',
      `import { defineConfig } from '${resolve('src/index.ts')}'\nexport default defineConfig({ input: 'texts' })\n`,
    ],
  ])('%s is found', async (name, text) => {
    const root = temporaryProject({ [name]: text, 'package.json': '{"type":"module"}' })
    expect(await loadConfig(root)).toMatchObject({ file: name, config: { input: 'texts', output: 'output' } })
  })

  test.each([
    ['a/b.json', '{ "input": "texts" }'],
    ['إعداد.jsonc', '{ "input": "texts" }'],
    ['c.mts', "export default { input: 'texts' } satisfies object\n"],
    ['c.cjs', "module.exports = { input: 'texts' }\n"],
  ])('%s by its path, relative or absolute', async (name, text) => {
    const root = temporaryProject({ [name]: text })
    for (const path of [name, `./${name}`, join(root, name)])
      expect(await loadConfig(root, path)).toMatchObject({ file: name, config: { input: 'texts' } })
  })

  test('two of them are one too many', async () => {
    const root = temporaryProject({ 'muqabil.config.json': '{}', 'muqabil.config.ts': 'export default {}' })
    await expect(loadConfig(root)).rejects.toThrow(
      'muqabil.config.json: Unexpected configuration beside "muqabil.config.ts", expected one; remove one of them, or name one by --config. [config-several]',
    )
    expect(await loadConfig(root, 'muqabil.config.ts')).toMatchObject({ file: 'muqabil.config.ts' })
  })

  test('one that is not there, a folder, of another kind, of another encoding, of another user', async () => {
    const root = temporaryProject({ 'folder.json/x': '', 'c.yaml': 'input: texts' })
    await expect(loadConfig(root, 'none.json')).rejects.toThrow('none.json: Unexpected configuration that is not there')
    await expect(loadConfig(root, 'folder.json')).rejects.toThrow(
      'folder.json: Unexpected folder where a file should be',
    )
    await expect(loadConfig(root, 'c.yaml')).rejects.toThrow(
      'c.yaml: Unexpected kind of file, expected one that ends in .ts, .mts, .js, .mjs, .cjs, .json, .jsonc; mend',
    )
    expect(await said(Uint8Array.from([0x7b, 0xc7, 0x7d]))).toBe(
      'muqabil.config.json: Unexpected byte 0xC7 at offset 1, expected UTF-8, or UTF-16 with a byte order mark; save it as UTF-8. [not-utf8]',
    )
    expect(await said(Buffer.from('\uFEFF{ "input": "نصوص" }', 'utf16le'))).toBe('')
    writeFileSync(join(root, 'secret.json'), '{}')
    chmodSync(join(root, 'secret.json'), 0)
    chmodSync(root, 0o755)
    await asOrdinaryUser(() => expect(loadConfig(root, 'secret.json')).rejects.toThrow('Unexpected lack of permission'))
  })
})

describe('modules that do not load', () => {
  test.each([
    [
      'throws',
      "const x = 1\nthrow new Error('not today')\n",
      /^muqabil\.config\.ts:2:7: Unexpected configuration that cannot be loaded \(not today\), expected a module/,
    ],
    [
      'rejects',
      "export default Promise.reject(new Error('later'))\n",
      /Unexpected configuration that cannot be loaded \(later\), expected/,
    ],
    [
      'imports what is not there',
      "import x from 'no-such-package'\nexport default x\n",
      /Unexpected configuration that cannot be loaded \(Cannot find package 'no-such-package'\), expected/,
    ],
    [
      'is a function',
      'export default () => ({})\n',
      /Unexpected function as the default export, expected an object: export what it returns; mend/,
    ],
    [
      'has no default',
      'export const input = 1\n',
      /Unexpected module without a default export, expected a module with a configuration as its default export/,
    ],
    [
      'is a text',
      "export default 'input'\n",
      /Unexpected "input" as the configuration, expected an object; correct it\./,
    ],
  ])('%s', async (_, text, words) => {
    expect(await said(text, 'muqabil.config.ts')).toMatch(words)
  })

  test('by the command, too', async () => {
    const root = temporaryProject({ 'muqabil.config.ts': 'export default {\n  input: ,\n}\n' })
    // In a process of its own: what the tests' own loader says of a module depends on where they lie.
    const ran = await muqabil(root, ['build'])
    expect(ran).toMatchObject({ status: 2, stdout: '' })
    expect(ran.stderr).toMatch(
      /^muqabil\.config\.ts:2(:\d+)?: Unexpected configuration that cannot be loaded \(.+\), expected [^\n]*\[config-syntax\]\n$/,
    )
  })
})

describe('JSON', () => {
  test('comments, commas at the end, a byte order mark and any line ends are accepted', async () => {
    const text =
      '\uFEFF// ours\r\n{ /* "output": "no", */ "input": "texts // not a comment /* nor this",\n  "formats": ["html",], // the page\r  "keep": [],\n}\n/* end */'
    const root = temporaryProject({ 'muqabil.config.json': text })
    expect(await loadConfig(root)).toMatchObject({
      config: { input: 'texts // not a comment /* nor this', output: 'output', formats: ['html'] },
    })
  })

  test('whatever JSON.parse reads is read alike', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(undefined, 1, '\t'), (value, space) => {
        const text = JSON.stringify(value, undefined, space)
        expect(parseJson(text, 'x').value).toEqual(JSON.parse(text))
      }),
      { numRuns: 300 },
    )
  })

  test('whatever JSON.parse refuses is refused with a place, but for comments and commas at the end', () => {
    const piece = fc.constantFrom('{', '}', '[', ']', ':', ',', '"', '"a"', '1', '-', '01', '1.', '.5', 'true', 'nul', "'b'", ' ', '\n', '\\', 'x', '\u0001', 'ق', '0x1', '+1', 'NaN') // prettier-ignore
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('')
        const strict = text.replace(/,(?=\s*[}\]])/g, ' ')
        let right: unknown = MuqabilError
        try {
          right = JSON.parse(strict)
        } catch {
          expect(() => parseJson(text, 'x')).toThrow(/^x:\d+:\d+: Unexpected .*\[config-syntax\]$/s)
          return
        }
        if (strict === text) expect(parseJson(text, 'x').value).toEqual(right)
      }),
      { numRuns: 5000 },
    )
  })

  test.each([
    ['', '1:1: Unexpected end of the file, expected a value;'],
    ['{', '1:2: Unexpected end of the file, expected a name in double quotes;'],
    ['{\n  input: "x"\n}', '2:3: Unexpected "input", expected a name in double quotes;'],
    ["{ 'input': 1 }", `1:3: Unexpected "'input'", expected a name in double quotes;`],
    ['{ "input" "x" }', '1:11: Unexpected "\\"", expected a colon after the name;'.replace('\\"', '"')],
    ['{ "input": texts }', '1:12: Unexpected "texts", expected a value;'],
    ['{ "إدخال": قهوة }', '1:12: Unexpected \u2068"قهوة"\u2069, expected a value;'],
    ['{ "input": "texts }\n', '1:12: Unexpected """, expected a closing quotation mark in the same line;'],
    ['{ "keep": ["a" "b"] }', '1:16: Unexpected """, expected a comma or "]";'],
    ['{ "input": "x"; }', '1:15: Unexpected ";", expected a comma or "}";'],
    ['{ "input": ,}', '1:12: Unexpected ",", expected a value;'],
    ['{} {}', '1:4: Unexpected "{", expected the end of the file;'],
    ['{ /* no end', '1:3: Unexpected comment without an end, expected "*/" at the end of the comment;'],
    ['{ "a": 1,\r\n"a": 2 }', '2:1: Unexpected second "a", expected each name once;'],
    ['{ "a": "\u001B[2J" }', '1:8: Unexpected """, expected a closing quotation mark'],
    ['[\u001B]', '1:2: Unexpected "<U+001B>", expected a value;'],
    ['['.repeat(100_000), '1:102: Unexpected "[", expected at most 100 levels;'],
  ])('%j', async (text, words) => {
    expect(await said(text)).toContain(`muqabil.config.json:${words}`)
  })
})

describe('settings', () => {
  test.each([
    [
      '{\n  "formts": ["html"] }',
      '2:3: Unexpected setting "formts", expected "formats", which is the nearest name; correct or remove it. [config-unknown-key]',
    ],
    ['{ "FORMATS": [] }', '1:3: Unexpected setting "FORMATS", expected "formats", which is the nearest name;'],
    [
      '{ "budget": {\n "maxChars": 5 } }',
      '2:2: Unexpected setting "budget.maxChars", expected one of maxCharacters, maxCost;',
    ],
    ['{ "budget": { "maxCharacter": 5 } }', '1:15: Unexpected setting "budget.maxCharacter", expected "maxCharacters"'],
    ['{ "provider": { "nam": "google" } }', '1:17: Unexpected setting "provider.nam", expected "name"'],
    [
      '{ "provider": { "name": "pseudo", "api": "rest" } }',
      '1:35: Unexpected setting "provider.api", expected one of name, model,',
    ],
    [
      '{ "provider": [{ "name": "google", "modle": "x" }] }',
      '1:36: Unexpected setting "provider[0].modle", expected "model"',
    ],
    ['{ "checks": { "nubmers": "off" } }', '1:15: Unexpected setting "checks.nubmers", expected "numbers"'],
    [
      '{ "provider": { "name": "google", "apiKey": "AIza-secret" } }',
      '1:35: Unexpected setting "provider.apiKey", expected keys of services in the environment or .env',
    ],
    [
      '{ "GOOGLE_API_KEY": "AIza-secret" }',
      '1:3: Unexpected setting "GOOGLE_API_KEY", expected keys of services in the environment',
    ],
    ['{ "\u001B[2J": 1 }', '1:3: Unexpected'],
    ['{ "إخراج": "x" }', '1:3: Unexpected setting \u2068"إخراج"\u2069, expected one of sourceLanguage, '],
    [
      '{ "formats": ["html", "markdwon"] }',
      '1:23: Unexpected "markdwon" for "formats[1]", expected "markdown", which is the nearest name; correct it.',
    ],
    [
      '{ "formats": ["powerpoint"] }',
      '1:15: Unexpected "powerpoint" for "formats[0]", expected "html", "markdown", "interleaved", "epub", "pdf", "pdf-facing", "json", "tei", "csv", "review", "markdown-mono", "markdown-mono-source", "html-mono" or "html-mono-source";',
    ],
    ['{ "formats": "html" }', '1:3: Unexpected "html" for "formats", expected a list;'],
    ['{ "formats": [] }', '1:3: Unexpected "[]" for "formats", expected at least one;'],
    ['{ "input": "" }', '1:3: Unexpected "" for "input", expected a text that is not empty;'],
    ['{ "input": 5 }', '1:3: Unexpected "5" for "input", expected a text;'],
    ['{ "responsible": null }', '1:3: Unexpected "null" for "responsible", expected a text;'],
    ['{ "keep": ["a", 1] }', '1:17: Unexpected "1" for "keep[1]", expected a text;'],
    [
      '{ "provider": { "name": "deepl", "currency": "EUR" } }',
      '1:34: Unexpected "EUR" for "provider.currency", expected pricePerMillion beside it, in that currency;',
    ],
    ['{ "budget": { "maxCost": -1 } }', '1:15: Unexpected "-1" for "budget.maxCost", expected a number of 0 or more;'],
    ['{ "limits": { "rows": 0 } }', '1:15: Unexpected "0" for "limits.rows", expected a number over 0;'],
    [
      '{ "budget": { "maxCharacters": 1.5 } }',
      '1:15: Unexpected "1.5" for "budget.maxCharacters", expected a whole number;',
    ],
    ['{ "budget": { "maxCharacters": "5" } }', '1:15: Unexpected "5" for "budget.maxCharacters", expected a number;'],
    [
      '{ "sourceLanguage": "Arabic" }',
      '1:3: Unexpected "Arabic" for "sourceLanguage", expected a BCP 47 tag such as "ar" or "en-GB";',
    ],
    ['{ "provider": 5 }', '1:3: Unexpected "5" for "provider", expected a text, an object or a list;'],
    ['{ "provider": {} }', '1:3: Unexpected absence of "provider.name", expected a text;'],
    ['{ "provider": { "name": 5 } }', '1:17: Unexpected "5" for "provider.name", expected a text;'],
    [
      '{ "provider": { "name": "google", "api": "grcp" } }',
      '1:35: Unexpected "grcp" for "provider.api", expected "grpc", which is the nearest name;',
    ],
    [
      '{ "provider": { "name": "google", "labels": { "a": 1 } } }',
      '1:47: Unexpected "1" for "provider.labels.a", expected a text;',
    ],
    [
      '{ "provider": { "name": "google", "concurrency": 5000 } }',
      '1:35: Unexpected "5000" for "provider.concurrency", expected a number of 1000 or less;',
    ],
    ['{ "provider": [] }', '1:3: Unexpected "[]" for "provider", expected at least one;'],
    [
      '{ "checks": { "numbers": "eror" } }',
      '1:15: Unexpected "eror" for "checks.numbers", expected "error", which is the nearest name;',
    ],
    ['{ "checks": [] }', '1:3: Unexpected "[]" for "checks", expected an object;'],
    ['[]', '1:1: Unexpected "[]" as the configuration, expected an object;'],
    ['null', '1:1: Unexpected "null" as the configuration, expected an object;'],
  ])('%s', async (text, words) => {
    const sentence = await said(text)
    expect(sentence).toContain(`muqabil.config.json:${words}`)
    expect(sentence).not.toMatch(/AIza|\u001B|invalid/i)
  })

  test('no key of an address is shown', async () => {
    const text = '{ "provider": { "name": "google", "endpoint": "not an address?key=AIza1 //me:AIza2@host" } }'
    const sentence = await said(text)
    expect(sentence).toContain('for "provider.endpoint", expected an address such as')
    expect(sentence).not.toContain('AIza')
  })

  test('a value given by a program is explained alike, without a line', async () => {
    const { parseConfig } = await import('../../src/project/load-config.ts')
    expect(() => parseConfig({ provider: { name: 'google', modle: 'x' } }, 'configuration')).toThrow(
      'configuration: Unexpected setting "provider.modle", expected "model", which is the nearest name',
    )
    expect(() => parseConfig(undefined, 'configuration')).toThrow(
      'configuration: Unexpected nothing as the configuration, expected an object',
    )
  })
})

describe('the schema for editors', () => {
  test('has every setting, with its meaning', () => {
    const schema = configJsonSchema() as {
      readonly properties: Readonly<Record<string, { readonly description?: string }>>
    }
    expect(Object.keys(schema.properties)).toEqual(Object.keys(configSchema.shape))
    for (const [name, { description }] of Object.entries(schema.properties))
      expect(name === '$schema' || description, name).toBeTruthy()
  })

  test('knows the names at every depth', () => {
    expect(knownKeys([])).toEqual(Object.keys(configSchema.shape).filter((name) => name !== '$schema'))
    expect(knownKeys(['provider'])).toEqual(Object.keys(providerSettings.shape))
    expect(knownKeys(['provider', 0])).toEqual(Object.keys(providerSettings.shape))
    expect(knownKeys(['budget'])).toEqual(['maxCharacters', 'maxCost'])
    expect(knownKeys(['formats', 0])).toEqual([])
  })
})
