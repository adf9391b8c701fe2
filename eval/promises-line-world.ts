/** A first-come queue that gives out from its head without moving the rest. */
export class Line {
  #ids: number[] = [];
  #head = 0;
  get length(): number {
    return this.#ids.length - this.#head;
  }
  push(id: number): void {
    this.#ids.push(id);
  }
  shift(): number | undefined {
    const id = this.#ids[this.#head];
    if (id === undefined) return undefined;
    this.#head++;
    if (this.#head > 4_096) {
      this.#ids = this.#ids.slice(this.#head);
      this.#head = 0;
    }
    return id;
  }
}
