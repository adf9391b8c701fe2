/** The earliest first: times with two whole numbers each, in arrays that grow, for simulations. */
export class EventHeap {
  #times = new Float64Array(256);
  #kinds = new Int32Array(256);
  #values = new Float64Array(256);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** What was taken out last. */
  time = 0;
  kind = 0;
  value = 0;

  clear(): void {
    this.#size = 0;
  }

  push(time: number, kind: number, value: number): void {
    if (this.#size === this.#times.length) this.#grow();
    let index = this.#size++;
    while (index > 0) {
      const parent = (index - 1) >>> 1;
      if ((this.#times[parent] as number) <= time) break;
      this.#move(parent, index);
      index = parent;
    }
    this.#set(index, time, kind, value);
  }

  /** Takes the earliest out, into `time`, `kind` and `value`. False when there is none. */
  pop(): boolean {
    if (this.#size === 0) return false;
    this.time = this.#times[0] as number;
    this.kind = this.#kinds[0] as number;
    this.value = this.#values[0] as number;
    const last = --this.#size;
    if (last > 0) this.#sink(last);
    return true;
  }

  #sink(last: number): void {
    const time = this.#times[last] as number;
    let index = 0;
    for (;;) {
      let child = index * 2 + 1;
      if (child >= last) break;
      if (child + 1 < last && (this.#times[child + 1] as number) < (this.#times[child] as number))
        child++;
      if ((this.#times[child] as number) >= time) break;
      this.#move(child, index);
      index = child;
    }
    this.#set(index, time, this.#kinds[last] as number, this.#values[last] as number);
  }

  #move(from: number, to: number): void {
    this.#times[to] = this.#times[from] as number;
    this.#kinds[to] = this.#kinds[from] as number;
    this.#values[to] = this.#values[from] as number;
  }

  #set(index: number, time: number, kind: number, value: number): void {
    this.#times[index] = time;
    this.#kinds[index] = kind;
    this.#values[index] = value;
  }

  #grow(): void {
    const bigger = <T extends Float64Array | Int32Array>(old: T, fresh: T): T => {
      fresh.set(old);
      return fresh;
    };
    this.#times = bigger(this.#times, new Float64Array(this.#size * 2));
    this.#kinds = bigger(this.#kinds, new Int32Array(this.#size * 2));
    this.#values = bigger(this.#values, new Float64Array(this.#size * 2));
  }
}
