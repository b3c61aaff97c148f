package io.tempera.benchmarks;

/**
 * One row of a table.
 *
 * @param name as printed
 * @param baseline the name of the row that it is compared with
 * @param trial what is measured, again and again
 */
public record Row(String name, String baseline, Trial trial) {
  /** Something that gives a figure each time it is done. */
  @FunctionalInterface
  public interface Trial {
    /** Does it once; blocks until it is done. */
    double figure() throws Exception;
  }
}
