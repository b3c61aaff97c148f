package io.tempera.benchmarks.swap;

import io.tempera.benchmarks.Console;
import io.tempera.benchmarks.idle.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The second process: a node. Says at which ports it listens; then it does what it is told. */
public final class SwapServer {
  /** A word for each method of {@link Side}; a lane follows where it has one. */
  private enum Word {
    AWAIT_ALL,
    SWAP,
    LOST_CONNECTIONS,
    WRONG_HAND_OVERS,
    VERSION,
    ACCOUNTS
  }

  private SwapServer() {}

  /** Takes the number of doors, each of which will have one connection, and the pace in ms. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = Console.out();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    int doors = Integer.parseInt(arguments[0]);
    try (SwapNode node =
        SwapNode.open(doors, doors, Duration.ofMillis(Long.parseLong(arguments[1])))) {
      out.println(
          node.addresses().stream()
              .map(address -> Integer.toString(((InetSocketAddress) address).getPort()))
              .collect(Collectors.joining(" ")));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.println(answer(node, line.split(" ", 2)));
      }
    }
  }

  private static String answer(SwapNode node, String... words) throws InterruptedException {
    Word word = Word.valueOf(words[0]);
    return switch (word) {
      case AWAIT_ALL -> {
        node.awaitAll();
        yield word.name();
      }
      case SWAP -> node.swap(Lane.valueOf(words[1])).line();
      case LOST_CONNECTIONS -> Long.toString(node.lostConnections());
      case WRONG_HAND_OVERS -> Long.toString(node.wrongHandOvers(Lane.valueOf(words[1])));
      case VERSION -> Integer.toString(node.version(Lane.valueOf(words[1])));
      case ACCOUNTS ->
          node.accounts(Lane.valueOf(words[1])).stream()
              .map(Account::word)
              .collect(Collectors.joining(" "));
    };
  }

  /** The process, seen from the other one. */
  static final class Remote implements Side, AutoCloseable {
    private final JavaProcess process;
    private final List<SocketAddress> doors;

    private Remote(JavaProcess process) throws IOException {
      this.process = process;
      doors = Arrays.stream(process.answer().split(" ")).map(Remote::loopback).toList();
    }

    /**
     * Starts it.
     *
     * @param doors how many peers one can make of it
     * @param pace from one question of a conversation to the next
     */
    static Remote start(int doors, Duration pace) throws IOException {
      return new Remote(
          JavaProcess.start(
              SwapServer.class,
              List.of("-Xms1g", "-Xmx1g"),
              List.of(Integer.toString(doors), Long.toString(pace.toMillis()))));
    }

    private static SocketAddress loopback(String port) {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
    }

    List<SocketAddress> doors() {
      return doors;
    }

    @Override
    public void awaitAll() throws IOException {
      ask(Word.AWAIT_ALL.name());
    }

    @Override
    public Swapped swap(Lane lane) throws IOException {
      return Swapped.parse(ask(Word.SWAP, lane));
    }

    @Override
    public long lostConnections() throws IOException {
      return Long.parseLong(ask(Word.LOST_CONNECTIONS.name()));
    }

    @Override
    public long wrongHandOvers(Lane lane) throws IOException {
      return Long.parseLong(ask(Word.WRONG_HAND_OVERS, lane));
    }

    @Override
    public int version(Lane lane) throws IOException {
      return Integer.parseInt(ask(Word.VERSION, lane));
    }

    @Override
    public List<Account> accounts(Lane lane) throws IOException {
      return Arrays.stream(ask(Word.ACCOUNTS, lane).split(" ")).map(Account::parse).toList();
    }

    private String ask(Word word, Lane lane) throws IOException {
      return ask(word + " " + lane);
    }

    private String ask(String what) throws IOException {
      process.tell(what);
      return process.answer();
    }

    @Override
    public void close() throws IOException, InterruptedException {
      process.close();
    }
  }
}
