/** SHA-256, without a node: module. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** 64 hex digits: SHA-256 of the text's UTF-8. A lone surrogate counts as U+FFFD. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)))
}

/** 64 hex digits: SHA-256 of the bytes. */
export function sha256HexOf(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes))
}
