/** `muqabil/unified`: the plugin, free of node: modules. */
export { rehypeBitext, type RehypeBitextOptions } from '../project/rehype-bitext.ts'
