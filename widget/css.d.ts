/** A style sheet as text, for a constructable style sheet. */
declare module '*.css?inline' {
  const text: string;
  export default text;
}
