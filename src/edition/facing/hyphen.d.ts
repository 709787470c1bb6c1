/** What we use of hyphen, which ships without types. */
declare module 'hyphen/en-us/index.js' {
  const patterns: {
    /** With soft hyphens where a word may be parted, by Liang's method. */
    readonly hyphenateSync: (text: string) => string
  }
  export default patterns
}
declare module 'hyphen/en-gb/index.js' {
  export { default } from 'hyphen/en-us/index.js'
}
