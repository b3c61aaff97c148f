package io.tempera.connection.manager.internal;

import java.util.Optional;

/** A caller that is answered before the event that it asked with is through. */
final class SynchronousCall implements Caller {
  private Optional<Reply> reply = Optional.empty();

  @Override
  public void answer(Reply answer) {
    reply = Optional.of(answer);
  }

  Reply reply() {
    return reply.orElseThrow(() -> new IllegalStateException("Nobody answered"));
  }
}
