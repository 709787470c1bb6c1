/** Files that the pages of a site share. A hash of what is in it is part of each name: a browser may keep it for ever. */
import { sha256Hex, sha256HexOf } from '../../text/hash.ts'
import { faceRule, type FontFile } from '../fonts.ts'
import { siteStyle, type StyleOptions } from '../html/style.ts'
import type { SiteNeeds } from './needs.ts'

export interface Asset {
  /** Of its file in the folder of assets. */
  readonly name: string
  readonly content: string | Uint8Array
}

/** Beside the pages, in the output folder. */
export const ASSETS = 'assets'

/** 64 bits: no two files of a site will meet by chance. */
const HASH = 16
const NAME = /^[a-z-]+-([0-9a-f]{16})\.(?:css|js|woff2|txt)$/

/** @param ending Without the dot. */
export function assetOf(kind: string, ending: string, content: string | Uint8Array): Asset {
  return { name: `${kind}-${hashOf(content)}.${ending}`, content }
}

/** Whether a file is one that we wrote, and nobody has changed since: its name says what is in it. */
export function isOurAsset(name: string, content: string | Uint8Array): boolean {
  return NAME.exec(name)?.[1] === hashOf(content)
}

/** Whether it is the SHA-256 of what the file had when it was named. */
export function isHashOfAsset(name: string, hash: string | undefined): boolean {
  return hash !== undefined && NAME.exec(name)?.[1] === hash.slice(0, HASH)
}

/** Names of files of ours that a text refers to. */
export function assetsIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/[a-z-]+-[0-9a-f]{16}\.(?:css|js|woff2|txt)/g), ([name]) => name)
}

function hashOf(content: string | Uint8Array): string {
  return (typeof content === 'string' ? sha256Hex(content) : sha256HexOf(content)).slice(0, HASH)
}

export interface SiteStyle {
  /** In the order in which they must be there: what an asset refers to stands before it. */
  readonly assets: readonly Asset[]
  readonly style: string
  readonly theme?: string
}

/** The style of all pages, with the faces that it names and their licences, and the user's own. */
export function siteStyleOf(
  { pairs, hasVerse }: Pick<SiteNeeds, 'pairs' | 'hasVerse'>,
  fonts: readonly FontFile[],
  options: Pick<StyleOptions, 'arabic' | 'sourceIsRtl' | 'stylesheet'>,
): SiteStyle {
  const files = fonts.map((font) => ({ font, asset: assetOf(font.face, 'woff2', font.bytes) }))
  const licences = new Map(fonts.map(({ licence }) => [licence.name, assetOf(licence.name, 'txt', licence.text)]))
  const faces = files.map(({ font, asset }) => faceRule(font, asset.name)).join('')
  const style = assetOf('style', 'css', `${siteStyle({ ...options, pairs, hasVerse, faces })}\n`)
  const theme = options.stylesheet === undefined ? undefined : assetOf('theme', 'css', options.stylesheet)
  return {
    assets: [...licences.values(), ...files.map(({ asset }) => asset), style, ...(theme ? [theme] : [])],
    style: style.name,
    ...(theme ? { theme: theme.name } : {}),
  }
}
