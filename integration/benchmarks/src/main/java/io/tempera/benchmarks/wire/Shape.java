package io.tempera.benchmarks.wire;

/**
 * The sizes of bulk.
 *
 * @param payload most bytes of payload in one frame
 * @param message bytes of one message
 * @param window most messages that are asked for and have not arrived, at least 2
 * @param oneByOne whether each message is asked for by a frame of its own, or many by one
 */
public record Shape(int payload, int message, int window, boolean oneByOne) {
  /** Bytes that may be asked for and not have arrived: less than block-fetch's ingress limit. */
  private static final int WINDOW_BYTES = 8_388_608;

  /** Messages of 64 KiB, as large blocks are, in the frames of a socket bearer. */
  public static final Shape BLOCKS = bulk(12_288, 65_536);

  /** Each message is one whole frame of a socket bearer. */
  public static final Shape WHOLE_FRAMES = bulk(12_288, 12_288);

  /** Each message is one frame of 1 KiB. */
  public static final Shape SMALL_FRAMES = bulk(1_024, 1_024);

  private static Shape bulk(int payload, int message) {
    return new Shape(payload, message, WINDOW_BYTES / message, false);
  }

  /**
   * Each message is one frame, and asked for by another, as headers are.
   *
   * @param message bytes of one, no more than a frame has
   * @param window most messages that are asked for and have not arrived, at least 2
   */
  public static Shape oneByOne(int message, int window) {
    return new Shape(message, message, window, true);
  }

  /** How many messages so many mebibytes are, at least 1. */
  public int messages(int mebibytes) {
    return Math.max(1, (int) ((long) mebibytes * 1_048_576 / message));
  }
}
