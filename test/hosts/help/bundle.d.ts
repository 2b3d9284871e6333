/** A host's program as one script, as its own tools would make it for development. @param entry within `test/hosts` */
export function bundle(entry: string): Promise<string>;
