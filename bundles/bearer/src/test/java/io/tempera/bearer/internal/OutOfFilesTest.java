package io.tempera.bearer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerException;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.ConnectionId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that may open no more files says so, once for each call, and accepts later. */
@Timeout(120)
class OutOfFilesTest {
  private static final int LIMIT = 256;
  private static final int CALLS = 3;
  private static final String ACCEPTED = "accepted";

  @ParameterizedTest
  @EnumSource(Transport.class)
  void whoComesMeanwhileIsAcceptedOnceThereAreFilesAgain(Transport transport) throws Exception {
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -n " + LIMIT + " && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OutOfFilesTest.class.getName(),
                transport.name())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader answers = process.inputReader(StandardCharsets.UTF_8)) {
      // It has no file left when it says this.
      int port = Integer.parseInt(answers.readLine());
      try (Socket waiting = new Socket(InetAddress.getLoopbackAddress(), port)) {
        for (int i = 0; i < CALLS; i++) {
          assertThat(answers.readLine())
              .startsWith("Cannot accept a connection on 127.0.0.1:" + port)
              .contains("may open no more files; raise that limit (ulimit -n)");
        }
        assertThat(answers.readLine()).isEqualTo(ACCEPTED + " 127.0.0.1:" + waiting.getLocalPort());
      }
      process.outputWriter().close();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** The process: it takes every file that it may open, and gives them back after a while. */
  public static void main(String[] args) throws Exception {
    Thread.ofPlatform().daemon().start(OutOfFilesTest::endInAMinute);
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream answers = OtherNode.answers();
    Loopback net = new Loopback(Transport.valueOf(args[0]));
    try (BearerListener listener = net.listen()) {
      // Classes come from files: those that will be needed are loaded now.
      net.dial(listener.localAddress()).close();
      listener.accept().close();
      NettyListener netty = (NettyListener) listener;
      netty.loop.execute(
          () ->
              netty.channel.pipeline().fireExceptionCaught(new IOException("Too many open files")));
      assertThatThrownBy(listener::accept).hasMessageContaining("open no more files");
      Deque<AutoCloseable> files = takeAll();
      answers.println(ConnectionId.text(listener.localAddress()).split(":")[1]);
      List<String> said = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        try {
          listener.accept();
          said.add(ACCEPTED + " somebody, although no file was left");
        } catch (BearerException e) {
          said.add(e.getMessage());
        }
      }
      for (AutoCloseable file : files) {
        file.close();
      }
      said.forEach(answers::println);
      Bearer bearer = listener.accept();
      answers.println(ACCEPTED + " " + ConnectionId.text(bearer.connectionId().remote()));
      orders.readLine();
    }
    net.factory.close();
    net.runtime.close();
  }

  /** Whatever goes wrong: who waits for its answers must not wait for ever. */
  private static void endInAMinute() {
    LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(1));
    Runtime.getRuntime().halt(1);
  }

  private static Deque<AutoCloseable> takeAll() {
    Deque<AutoCloseable> files = new ArrayDeque<>();
    while (true) {
      try {
        files.add(new RandomAccessFile("/dev/null", "r"));
      } catch (IOException none) {
        return files;
      }
    }
  }
}
