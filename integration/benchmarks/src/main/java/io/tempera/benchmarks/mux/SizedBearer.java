package io.tempera.benchmarks.mux;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerUser;
import io.tempera.bearer.ConnectionId;
import io.tempera.runtime.Tasks;

/**
 * A bearer that wants SDUs of another size.
 *
 * @param sduSize bytes of payload
 */
record SizedBearer(Bearer bearer, int sduSize) implements Bearer {
  @Override
  public ConnectionId connectionId() {
    return bearer.connectionId();
  }

  @Override
  public Tasks tasks() {
    return bearer.tasks();
  }

  @Override
  public int batchSize() {
    return bearer.batchSize();
  }

  @Override
  public void start(BearerUser user) {
    bearer.start(user);
  }

  @Override
  public void requestTurn() {
    bearer.requestTurn();
  }

  @Override
  public void execute(Runnable action) {
    bearer.execute(action);
  }

  @Override
  public void close() {
    bearer.close();
  }
}
