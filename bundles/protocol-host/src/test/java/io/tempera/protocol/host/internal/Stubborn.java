package io.tempera.protocol.host.internal;

import io.tempera.mux.Channel;
import io.tempera.protocol.Half;
import io.tempera.protocol.HalfContext;
import io.tempera.protocol.HalfResult;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.runtime.Wait;
import java.util.Optional;

/** A half that ignores interrupts, until the test lets it end. */
final class Stubborn implements Half {
  private final Wait wait;
  private volatile boolean released;
  int interrupts;
  Channel channel;

  Stubborn(TemperaRuntime runtime) {
    wait = runtime.newWait();
  }

  void release() {
    released = true;
    wait.wake();
  }

  @Override
  public HalfResult run(HalfContext context, Channel given) {
    channel = given;
    while (!released) {
      try {
        wait.until(() -> released);
      } catch (InterruptedException e) {
        interrupts++;
      }
    }
    return new HalfResult.Finished("at last", Optional.empty());
  }
}
