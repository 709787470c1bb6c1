/** `muqabil/xliff`: reading and writing XLIFF 2, free of node: modules. */
export { parseXliff } from '../bitext/xliff/parse-xliff.ts'
export { serializeXliff } from '../bitext/xliff/serialize-xliff.ts'
export type {
  Attributes,
  Bitext,
  BitextFile,
  BitextGroup,
  BitextPart,
  BitextUnit,
  Item,
} from '../bitext/xliff/model.ts'
export type { XmlChild, XmlElement, XmlRemark } from '../bitext/xml.ts'
export { MuqabilError } from '../errors.ts'
