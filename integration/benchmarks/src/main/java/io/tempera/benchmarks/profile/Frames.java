package io.tempera.benchmarks.profile;

import java.util.List;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;

/** Stacks as text, the innermost method first. */
final class Frames {
  private static final String NONE = "(no stack)";

  private Frames() {}

  /** The innermost methods. */
  static String top(RecordedEvent event, int depth) {
    return frames(event).stream()
        .filter(f -> !f.getMethod().isHidden())
        .limit(depth)
        .map(Frames::name)
        .reduce((inner, outer) -> inner + " < " + outer)
        .orElse(NONE);
  }

  /** The innermost method, and the two innermost of ours behind it, which say what it was for. */
  static String ours(RecordedEvent event) {
    List<RecordedFrame> frames = frames(event);
    String own =
        frames.stream()
            .filter(f -> f.getMethod().getType().getName().startsWith("io.tempera"))
            .limit(2)
            .map(Frames::name)
            .collect(Collectors.joining(" < "));
    return top(event, 1) + (own.isEmpty() ? "" : " for " + own);
  }

  private static List<RecordedFrame> frames(RecordedEvent event) {
    return event.getStackTrace() == null ? List.of() : event.getStackTrace().getFrames();
  }

  private static String name(RecordedFrame frame) {
    String type = frame.getMethod().getType().getName();
    return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethod().getName();
  }
}
