/** Pictures of points, known by their first bytes: what a browser draws and never runs. */

export interface Raster {
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp'
  /** In points. */
  readonly width: number
  readonly height: number
}

/** The beginning of a file: its signature, and where its measures stand. */
type Measure = (view: DataView) => readonly [width: number, height: number] | undefined

interface Kind {
  readonly mediaType: Raster['mediaType']
  readonly signature: RegExp
  readonly measure: Measure
}

/** As Latin-1, a character a byte. Sources: PNG 5.2 and 11.2.2; GIF89a 17 and 18; ITU T.81 B.2.2; RFC 9649. */
const KINDS: readonly Kind[] = [
  {
    mediaType: 'image/png',
    signature: /^\x89PNG\r\n\x1A\n[^]{4}IHDR/,
    measure: (view) => [view.getUint32(16), view.getUint32(20)],
  },
  { mediaType: 'image/jpeg', signature: /^\xFF\xD8\xFF/, measure: measureJpeg },
  {
    mediaType: 'image/gif',
    signature: /^GIF8[79]a/,
    measure: (view) => [view.getUint16(6, true), view.getUint16(8, true)],
  },
  { mediaType: 'image/webp', signature: /^RIFF[^]{4}WEBPVP8[ LX]/, measure: measureWebp },
]
const SIGNATURE_BYTES = 16
const LOW_24 = 0xffffff
const LOW_14 = 0x3fff

/** Undefined for every other file, and for one that ends before its measures or has none. */
export function readRaster(bytes: Uint8Array): Raster | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, SIGNATURE_BYTES))
  const kind = KINDS.find(({ signature }) => signature.test(start))
  if (kind === undefined) return undefined
  try {
    const [width = 0, height = 0] = kind.measure(new DataView(bytes.buffer, bytes.byteOffset, bytes.length)) ?? []
    return width > 0 && height > 0 ? { mediaType: kind.mediaType, width, height } : undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** In the header of the frame: the segments before it are passed over by their lengths. */
function measureJpeg(view: DataView): readonly [number, number] | undefined {
  for (let at = 2; view.getUint8(at) === 0xff;) {
    const marker = view.getUint8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return [view.getUint16(at + 7), view.getUint16(at + 5)]
    if (marker === 0xff) at += 1
    else if (marker === 0xda || marker === 0xd9) return undefined
    else at += 2 + view.getUint16(at + 2)
  }
  return undefined
}

function measureWebp(view: DataView): readonly [number, number] {
  const kind = String.fromCharCode(view.getUint8(15))
  if (kind === 'X') return [(view.getUint32(24, true) & LOW_24) + 1, (view.getUint32(26, true) >>> 8) + 1]
  if (kind === 'L') {
    const bits = view.getUint32(21, true)
    return [(bits & LOW_14) + 1, ((bits >>> 14) & LOW_14) + 1]
  }
  return [view.getUint16(26, true) & LOW_14, view.getUint16(28, true) & LOW_14]
}
