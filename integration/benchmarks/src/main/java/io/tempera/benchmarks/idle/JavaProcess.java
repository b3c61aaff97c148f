package io.tempera.benchmarks.idle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another process with the classes of this one. It is told lines and answers with lines; the end of
 * its input tells it to end. For one thread.
 */
public final class JavaProcess implements AutoCloseable {
  /** Longer than any takes to end. */
  private static final long PATIENCE_SECONDS = 60;

  private final String name;
  private final Process process;
  private final PrintStream told;
  private final BufferedReader said;

  private JavaProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    told = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    said = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts a class, with what this process lets its code do; what it says of errors goes where ours
   * goes.
   */
  public static JavaProcess start(Class<?> main, List<String> options, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--"))
        .forEach(command::add);
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return new JavaProcess(
        main.getSimpleName() + " " + arguments,
        new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
  }

  /** Tells it something. */
  public void tell(String line) {
    told.println(line);
  }

  /** Whether {@link #answer} would not block. */
  public boolean hasAnswered() throws IOException {
    return said.ready() || !process.isAlive();
  }

  /**
   * What it says next. Blocks.
   *
   * @throws IOException when it ends without a word
   */
  public String answer() throws IOException {
    String line = said.readLine();
    if (line == null) {
      throw new IOException(name + " ended too early; see what it says on standard error");
    }
    return line;
  }

  /** Ends its input, and waits for its end. */
  @Override
  public void close() throws IOException, InterruptedException {
    told.close();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(name + " does not end, and was killed");
    }
    if (process.exitValue() != 0) {
      throw new IOException(name + " ended with " + process.exitValue());
    }
  }
}
