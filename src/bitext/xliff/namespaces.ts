/** The namespaces of XLIFF's modules and the prefixes their specifications give them. */
import { CORE_NAMESPACES, XML_NAMESPACE } from './core-schema.ts'

/** By prefix, in the order of the specification; where a module has had several namespaces, the one we would write first. */
export const MODULES: Readonly<Record<string, string>> = {
  mda: 'urn:oasis:names:tc:xliff:metadata:2.0',
  mtc: 'urn:oasis:names:tc:xliff:matches:2.0',
  gls: 'urn:oasis:names:tc:xliff:glossary:2.0',
  fs: 'urn:oasis:names:tc:xliff:fs:2.0',
  res: 'urn:oasis:names:tc:xliff:resourcedata:2.0',
  ctr: 'urn:oasis:names:tc:xliff:changetracking:2.0',
  slr: 'urn:oasis:names:tc:xliff:sizerestriction:2.0',
  val: 'urn:oasis:names:tc:xliff:validation:2.0',
  its: 'http://www.w3.org/2005/11/its',
  itsm: 'urn:oasis:names:tc:xliff:itsm:2.1',
  pgs: 'urn:oasis:names:tc:xliff:pgs:1.0',
}

const PREFIXES: ReadonlyMap<string, string> = new Map(Object.entries(MODULES).map(([prefix, uri]) => [uri, prefix]))

/** The prefix of a module's namespace; undefined for the core and for extensions. */
export function modulePrefix(uri: string): string | undefined {
  return PREFIXES.get(uri)
}

/** How schemas name an element: `unit` of the core, `mda:meta` of a module, `#other` of an extension. */
export function schemaName({ uri, local }: { readonly uri: string; readonly local: string }): string {
  if (Object.hasOwn(CORE_NAMESPACES, uri)) return local
  const prefix = PREFIXES.get(uri)
  return prefix === undefined ? '#other' : `${prefix}:${local}`
}

/**
 * The declarations that the root of a written document has. Names inside get the modules' usual
 * prefixes; those of extensions keep theirs, unless two things have one prefix: then the second
 * gets a number.
 */
export class Scope {
  readonly #declared = new Map<string, string>()
  readonly #aliases = new Map<string, string>()
  readonly #used = new Set<string>()

  constructor(core: string) {
    this.#declared.set('', core)
    this.#declared.set('xml', XML_NAMESPACE)
    for (const [prefix, uri] of Object.entries(MODULES)) this.#declared.set(prefix, uri)
  }

  /** Takes a prefix for an extension, or the next free one like it; a module has its own. */
  declare(prefix: string, uri: string): void {
    const usual = PREFIXES.get(uri)
    if (usual !== undefined) this.#used.add(usual)
    if (prefix === '' || Object.hasOwn(CORE_NAMESPACES, uri) || usual !== undefined) return
    if (this.#declared.get(prefix) === uri || this.#aliases.has(uri)) return
    let free = prefix
    for (let number = 2; this.#declared.has(free); number++) free = `${prefix}${number}`
    if (free !== prefix) this.#aliases.set(uri, free)
    this.#declared.set(free, uri)
    this.#used.add(free)
  }

  /** The prefix under which an extension's namespace is known at the root; without a declaration the one it was written with. */
  prefixOf(uri: string, written: string): string {
    return this.#declared.get(written) === uri ? written : (this.#aliases.get(uri) ?? written)
  }

  /** What a prefix stands for at the root; noted as used. */
  resolve(prefix: string): string | undefined {
    this.#used.add(prefix)
    return this.#declared.get(prefix)
  }

  /** `xmlns` and `xmlns:…` as attributes of the root: the core's, the modules in use, then the extensions as they came. */
  attributes(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      [...this.#declared]
        .filter(([prefix]) => prefix === '' || (prefix !== 'xml' && this.#used.has(prefix)))
        .map(([prefix, uri]) => [prefix === '' ? 'xmlns' : `xmlns:${prefix}`, uri]),
    )
  }
}
