/*
 * A part of a language's file. The query makes it a module of its own, of which the build keeps only what is used,
 * so that each part travels apart.
 */

declare module '*.ts?first' {
  export const first: import('./en.ts').FirstTexts;
}

declare module '*.ts?notes' {
  export const notes: import('./en.ts').NoteTexts;
}

declare module '*.ts?panels' {
  export const panels: import('./en.ts').PanelTexts;
}
