package io.tempera.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The program behind {@code bin/tempera} and {@code ./run}. */
public final class Main {
  /** Everything went well. */
  static final int OK = 0;

  /** It did not. */
  static final int FAILED = 1;

  /** The command line makes no sense. */
  static final int USAGE = 2;

  /** There is no node to ask. */
  static final int NOT_RUNNING = 3;

  private final PrintStream out;
  private final PrintStream err;

  Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) throws InterruptedException {
    Main main = new Main(stream(FileDescriptor.out), stream(FileDescriptor.err));
    int code = main.run(List.copyOf(Arrays.asList(args)));
    main.out.flush();
    main.err.flush();
    Runtime.getRuntime().halt(code);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  int run(List<String> args) throws InterruptedException {
    if (args.isEmpty() || asksForHelp(args)) {
      out.print(Help.text());
      return OK;
    }
    List<String> rest = args.subList(1, args.size());
    try {
      return switch (args.getFirst()) {
        case "node" ->
            new Node(Installation.fromSystemProperties(), out, err).run(NodeOptions.parse(rest));
        case "demo" -> demo(rest);
        case "control" -> control(rest);
        default -> throw new UsageException("There is no command '" + args.getFirst() + "'");
      };
    } catch (UsageException wrong) {
      err.println(wrong.getMessage() + "; try --help");
      return USAGE;
    } catch (NoNodeException nobody) {
      err.println(nobody.getMessage());
      return NOT_RUNNING;
    } catch (IOException failed) {
      err.println("Tempera failed: " + failed.getMessage());
      return FAILED;
    }
  }

  /** What follows {@code control} is for the node's shell, which has a help of its own. */
  private static boolean asksForHelp(List<String> args) {
    List<String> own = args.getFirst().equals("control") ? List.of() : args;
    return own.contains("--help") || own.contains("-h");
  }

  private int demo(List<String> args) throws IOException, InterruptedException {
    if (!args.isEmpty()) {
      throw new UsageException("The demonstration takes no options, but got " + args);
    }
    return new Demo(Installation.fromSystemProperties(), out).run();
  }

  private int control(List<String> args) throws IOException {
    if (args.isEmpty()) {
      throw new UsageException("control needs the path of a node's control socket");
    }
    Typed typed = new Typed(System.in, Boolean.getBoolean("tempera.terminal"));
    try (ControlClient client = ControlClient.connect(Path.of(args.getFirst()), typed)) {
      return args.size() == 1
          ? client.converse(out)
          : client.execute(String.join(" ", args.subList(1, args.size())), out::println)
              ? OK
              : FAILED;
    }
  }
}
