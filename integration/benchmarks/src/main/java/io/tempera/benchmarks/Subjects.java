package io.tempera.benchmarks;

import io.tempera.benchmarks.baseline.PlainNetty;
import io.tempera.benchmarks.bearer.BearerSubject;
import io.tempera.benchmarks.half.Place;
import io.tempera.benchmarks.mux.MuxSubject;
import io.tempera.benchmarks.protocol.ProtocolSubject;
import io.tempera.benchmarks.wire.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * What is compared, open. The first is the baseline.
 *
 * @param list in the order of their rows
 */
record Subjects(List<Subject> list) implements AutoCloseable {
  private interface Opening {
    Subject open() throws Exception;
  }

  /** Every row, with blocks as bulk. */
  static Subjects all() throws Exception {
    Shape shape = Shape.BLOCKS;
    return open(
        () -> PlainNetty.copying(loops(), shape),
        () -> PlainNetty.raw(loops(), shape),
        () -> BearerSubject.open(shape),
        () -> MuxSubject.open(shape, Place.USUAL),
        () -> MuxSubject.open(shape, Place.LOOP),
        () -> ProtocolSubject.open(Place.USUAL),
        () -> ProtocolSubject.open(Place.LOOP));
  }

  /** What has frames of any size. */
  static Subjects upToMux(Shape shape) throws Exception {
    return open(
        () -> PlainNetty.copying(loops(), shape),
        () -> BearerSubject.open(shape),
        () -> MuxSubject.open(shape, Place.USUAL),
        () -> MuxSubject.open(shape, Place.LOOP));
  }

  /** As many as the bearer has by default. */
  static int loops() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }

  private static Subjects open(Opening... openings) throws Exception {
    Subjects subjects = new Subjects(new ArrayList<>());
    try {
      for (Opening opening : openings) {
        subjects.list.add(opening.open());
      }
      return subjects;
    } catch (Exception e) {
      subjects.close();
      throw e;
    }
  }

  @Override
  public void close() throws Exception {
    for (Subject subject : list) {
      subject.close();
    }
  }
}
