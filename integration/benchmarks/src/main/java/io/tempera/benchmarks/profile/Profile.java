package io.tempera.benchmarks.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.function.Consumer;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Records what the process does, warm-ups included, and tells it at the end. The recording is kept:
 * any flight recorder's tool draws a flame graph of it. Time in the kernel is not in it.
 */
public final class Profile implements AutoCloseable {
  private static final Duration SAMPLES = Duration.ofMillis(10);
  private static final int STACK_DEPTH = 12;

  private final Path file;
  private final Consumer<String> out;
  private final Recording recording;

  private Profile(Path file, Consumer<String> out) throws IOException {
    this.file = file;
    this.out = out;
    try {
      recording = new Recording(Configuration.getConfiguration("profile"));
    } catch (ParseException e) {
      throw new IOException("The JDK's own settings for a recording cannot be read", e);
    }
    recording.enable("jdk.ExecutionSample").withPeriod(SAMPLES);
    recording.enable("jdk.ObjectAllocationSample").with("throttle", "1000/s");
    recording.start();
  }

  /**
   * Begins to record.
   *
   * @param file where the recording goes at the end
   * @param out takes the text at the end
   */
  public static Profile into(Path file, Consumer<String> out) throws IOException {
    return new Profile(file, out);
  }

  /** Ends the recording, keeps it, and tells what is most frequent in it. */
  @Override
  public void close() throws IOException {
    recording.stop();
    recording.dump(file);
    recording.close();
    Ranking methods = new Ranking("samples in these methods");
    Ranking stacks = new Ranking("samples in these stacks");
    Ranking classes = new Ranking("memory for objects of these classes");
    Ranking sites = new Ranking("memory taken at these places");
    try (RecordingFile events = new RecordingFile(file)) {
      while (events.hasMoreEvents()) {
        RecordedEvent event = events.readEvent();
        switch (event.getEventType().getName()) {
          case "jdk.ExecutionSample" -> {
            methods.add(Frames.top(event, 1), 1);
            stacks.add(Frames.top(event, STACK_DEPTH), 1);
          }
          case "jdk.ObjectAllocationSample" -> {
            long weight = event.getLong("weight");
            classes.add(event.getClass("objectClass").getName(), weight);
            sites.add(Frames.ours(event), weight);
          }
          default -> {}
        }
      }
    }
    for (Ranking ranking : new Ranking[] {methods, stacks, classes, sites}) {
      out.accept(ranking.text());
    }
    out.accept("The recording is in " + file.toAbsolutePath());
  }
}
