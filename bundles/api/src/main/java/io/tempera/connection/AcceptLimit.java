package io.tempera.connection;

/** What keeps connections out, or waiting, at the node's door. */
public enum AcceptLimit {
  /** From so many inbound connections on, each further one is accepted a little later. */
  SOFT("inbound.soft.limit", "io.tempera.listener"),
  /** From so many inbound connections on, none is accepted. */
  HARD("inbound.hard.limit", "io.tempera.connection.manager"),
  /** So many inbound connections from one address, and no more. */
  ADDRESS_CONNECTIONS("address.connection.limit", "io.tempera.listener"),
  /** So many attempts a second from one address, and no more. */
  ADDRESS_ATTEMPTS("address.attempts.per.second", "io.tempera.listener");

  private final String setting;
  private final String pid;

  AcceptLimit(String setting, String pid) {
    this.setting = setting;
    this.pid = pid;
  }

  /** The key by which it is set. */
  public String setting() {
    return setting;
  }

  /** The key and where it stands, for people. */
  @Override
  public String toString() {
    return setting + " of " + pid;
  }
}
