/** This window among others. `crypto.randomUUID` is not there on a page that another machine serves without TLS. */
export const WINDOW_NAME = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-')
