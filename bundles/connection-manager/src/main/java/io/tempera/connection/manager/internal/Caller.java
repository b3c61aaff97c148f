package io.tempera.connection.manager.internal;

/** Whoever asked for something and is to be answered. The machine only remembers it. */
interface Caller {
  /** Tells it, exactly once; called by the shell. Never blocks. */
  void answer(Reply reply);
}
