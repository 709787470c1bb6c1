/** Files of exchange in other languages than the project's are refused: their words would stand there as its own. */
import { MuqabilError, type Place } from '../errors.ts'

export interface Languages {
  readonly source: string
  readonly target: string
}

/**
 * @param said What the file says of itself; what it does not say is taken as right.
 * @throws {MuqabilError} `exchange-languages`
 */
export function requireLanguages(said: Partial<Languages>, wanted: Languages, place: Place): void {
  const isOther = (name: keyof Languages): boolean =>
    said[name] !== undefined && baseLanguage(said[name]) !== baseLanguage(wanted[name])
  if (!isOther('source') && !isOther('target')) return
  const { source = wanted.source, target = wanted.target } = said
  throw new MuqabilError('exchange-languages', { source, target, wanted }, place)
}

/** The first part of a BCP 47 tag, in small letters: 'ar' of 'AR-sa'. */
export function baseLanguage(tag: string): string {
  return tag.split(/[-_]/, 1)[0]?.toLowerCase() ?? ''
}
