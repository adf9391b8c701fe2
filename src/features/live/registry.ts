import type { ConversationId, CustomerId } from '../../core/ids.ts';
import type { Connection } from './connection.ts';

const none: ReadonlySet<Connection> = new Set();

const add = <K>(index: Map<K, Set<Connection>>, key: K, connection: Connection): void => {
  const set = index.get(key) ?? new Set();
  set.add(connection);
  index.set(key, set);
};

const remove = <K>(index: Map<K, Set<Connection>>, key: K, connection: Connection): void => {
  const set = index.get(key);
  set?.delete(connection);
  if (set?.size === 0) index.delete(key);
};

/** Who is connected to this process, by what they need to hear of. */
export class Registry {
  readonly #bySocket = new Map<string, Connection>();
  readonly #byCustomer = new Map<CustomerId, Set<Connection>>();
  readonly #byConversation = new Map<ConversationId, Set<Connection>>();
  readonly #staff = new Set<Connection>();

  add(connection: Connection): void {
    this.#bySocket.set(connection.socket.id, connection);
    if (connection.principal.kind === 'staff') this.#staff.add(connection);
    else add(this.#byCustomer, connection.principal.customerId, connection);
  }

  remove(socketId: string): Connection | undefined {
    const connection = this.#bySocket.get(socketId);
    if (connection === undefined) return undefined;
    this.#bySocket.delete(socketId);
    this.#staff.delete(connection);
    if (connection.principal.kind !== 'staff')
      remove(this.#byCustomer, connection.principal.customerId, connection);
    for (const id of connection.following.keys()) remove(this.#byConversation, id, connection);
    return connection;
  }

  find(socketId: string): Connection | undefined {
    return this.#bySocket.get(socketId);
  }

  follow(connection: Connection, id: ConversationId): void {
    add(this.#byConversation, id, connection);
  }

  unfollow(connection: Connection, id: ConversationId): void {
    connection.following.delete(id);
    remove(this.#byConversation, id, connection);
  }

  all(): Iterable<Connection> {
    return this.#bySocket.values();
  }

  followers(id: ConversationId): ReadonlySet<Connection> {
    return this.#byConversation.get(id) ?? none;
  }

  ofCustomer(id: CustomerId): ReadonlySet<Connection> {
    return this.#byCustomer.get(id) ?? none;
  }

  staff(): ReadonlySet<Connection> {
    return this.#staff;
  }
}
