package io.tempera.benchmarks.wire;

/** The frame: time (4 bytes), number (2), length of the payload (2), payload. */
public final class Frames {
  /** Bytes of a header. */
  public static final int HEADER = 8;

  /** Most payload bytes in one frame of any shape. */
  public static final int PAYLOAD = 12_288;

  /** Bytes at which a batch ends. */
  public static final int BATCH = 131_072;

  /** The number of the small messages. */
  public static final int SMALL = 8;

  /** The number of headers. */
  public static final int HEADERS = 2;

  /** The number of bulk requests and messages. */
  public static final int BULK = 3;

  private Frames() {}

  /** A header as one number. */
  public static long header(int number, int length) {
    long time = System.nanoTime() / 1_000 & 0xffff_ffffL;
    return time << 32 | (long) number << 16 | length;
  }

  static int number(long header) {
    return (int) (header >>> 16) & 0x7fff;
  }

  static int length(long header) {
    return (int) header & 0xffff;
  }
}
