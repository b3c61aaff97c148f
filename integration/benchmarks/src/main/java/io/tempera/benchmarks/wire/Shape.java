package io.tempera.benchmarks.wire;

/**
 * The sizes of bulk.
 *
 * @param payload most bytes of payload in one frame
 * @param message bytes of one message
 */
public record Shape(int payload, int message) {
  /** Messages of 64 KiB, as large blocks are, in the frames of a socket bearer. */
  public static final Shape BLOCKS = new Shape(12_288, 65_536);

  /** Each message is one whole frame of a socket bearer. */
  public static final Shape WHOLE_FRAMES = new Shape(12_288, 12_288);

  /** Each message is one frame of 1 KiB. */
  public static final Shape SMALL_FRAMES = new Shape(1_024, 1_024);

  /** Bytes that may be asked for and not have arrived: less than block-fetch's ingress limit. */
  private static final int WINDOW_BYTES = 8_388_608;

  /** Most messages that are asked for and have not arrived. */
  public int window() {
    return WINDOW_BYTES / message;
  }

  /** How many messages so many mebibytes are, at least 1. */
  public int messages(int mebibytes) {
    return Math.max(1, (int) ((long) mebibytes * 1_048_576 / message));
  }
}
