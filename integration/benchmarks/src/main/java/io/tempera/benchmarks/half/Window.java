package io.tempera.benchmarks.half;

import io.tempera.benchmarks.wire.Initiator;

/**
 * How the asking half of bulk paces itself, as the baseline does: {@value Initiator#WINDOW}
 * messages are under way at most, asked for in two halves.
 */
public final class Window {
  private static final int HALF = Initiator.WINDOW / 2;

  /** Asks for messages. */
  @FunctionalInterface
  public interface Asking {
    /** Asks for so many. */
    void ask(int count) throws InterruptedException;
  }

  private int toAsk;
  private int toArrive;
  private int asked;

  /**
   * A window for so many messages, none of which was asked for.
   *
   * @param messages at least 1
   */
  public Window(int messages) {
    toAsk = messages;
    toArrive = messages;
  }

  /** Whether messages are still to arrive. */
  public boolean isOpen() {
    return toArrive > 0;
  }

  /** Asks for as many as there is room for. */
  public void fill(Asking asking) throws InterruptedException {
    while (toAsk > 0 && asked <= HALF) {
      int count = Math.min(HALF, toAsk);
      toAsk -= count;
      asked += count;
      asking.ask(count);
    }
  }

  /** One has arrived. */
  public void arrived() {
    asked--;
    toArrive--;
  }
}
