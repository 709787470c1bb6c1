/** A stylesheet is taken in by the bundler. */
declare module '*.css'
