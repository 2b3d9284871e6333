/** A host's program as one script, as its own tools would make it for development. @param entry and config, Vite's, within `test/hosts` */
export function bundle(entry: string, config?: string): Promise<string>;
