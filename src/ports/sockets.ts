/** One live line to a client, as features see it. Frames are JSON texts. */
export interface Socket {
  readonly id: string;
  /**
   * Hands a frame to the line. A client that reads too slowly is cut off (1013) instead of filling the memory;
   * `droppable` frames, such as typing, are left out before it comes to that.
   */
  send(frame: string, droppable?: boolean): void;
  close(code: number, reason: string): void;
}

/** What the upgrade request showed. */
export interface SocketRequest {
  /** The whole `Cookie` header. */
  readonly cookie: string | null;
}

/** What happens on a line. Handlers never throw: a rejected promise closes the line and is logged. */
export interface SocketHandlers {
  opened(socket: Socket, request: SocketRequest): void;
  /** A text frame of at most the platform's limit. */
  received(socket: Socket, text: string): Promise<void>;
  /** The client answered a heartbeat. */
  alive(socket: Socket): void;
  closed(socket: Socket): void;
}
