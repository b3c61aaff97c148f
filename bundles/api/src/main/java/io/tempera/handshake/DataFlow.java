package io.tempera.handshake;

/** In which directions mini-protocols may be started; fixed for the life of a connection. */
public enum DataFlow {
  /** Only the side that connected starts them. */
  UNIDIRECTIONAL,
  /** Both sides may. */
  DUPLEX
}
