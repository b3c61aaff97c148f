package io.tempera.connection.manager.internal;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerUser;
import io.tempera.bearer.ConnectionId;
import io.tempera.runtime.Tasks;

/** A bearer that is only passed on. */
record StubBearer(ConnectionId connectionId) implements Bearer {
  @Override
  public Tasks tasks() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int sduSize() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int batchSize() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void start(BearerUser user) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void requestTurn() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void execute(Runnable action) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
