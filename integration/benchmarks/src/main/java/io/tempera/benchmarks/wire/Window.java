package io.tempera.benchmarks.wire;

/** How whoever asks for bulk paces itself: so many messages under way, asked for in two halves. */
public final class Window {
  private final int half;
  private int toAsk;
  private int toArrive;
  private int asked;

  /**
   * A window for so many messages, none of which was asked for.
   *
   * @param size most messages under way, at least 2
   * @param messages how many in all
   */
  public Window(int size, int messages) {
    half = size / 2;
    toAsk = messages;
    toArrive = messages;
  }

  /** Whether messages are still to arrive. */
  public boolean isOpen() {
    return toArrive > 0;
  }

  /** Whether there is something to ask for now. */
  public boolean hasRoom() {
    return toAsk > 0 && asked <= half;
  }

  /** Asks for messages: how many. */
  public int ask() {
    int count = Math.min(half, toAsk);
    toAsk -= count;
    asked += count;
    return count;
  }

  /** One has arrived. */
  public void arrived() {
    asked--;
    toArrive--;
  }
}
