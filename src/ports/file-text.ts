/** Reads the words in files, to see whether a secret is among them. */
export interface FileText {
  /**
   * The words as far as they can be read: empty where there are none, where that sort of file is not read, or where it
   * would take too long. Never throws: a file that cannot be read is not the worse for it.
   */
  read(bytes: Uint8Array, mime: string): Promise<string>;
}
