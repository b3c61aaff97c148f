package io.tempera.shell.internal;

/** Settings of what the shell keeps. */
final class Views {
  private Views() {}

  static ShellConfig config(int transitionsKept, int watchQueueLimit) {
    return Stub.of(ShellConfig.class)
        .returning("transitions_kept", transitionsKept)
        .returning("watch_queue_limit", watchQueueLimit)
        .make();
  }
}
