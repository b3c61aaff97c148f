package io.tempera.shell.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/** One client of the control socket: executes its lines, one after the other. */
final class ControlConnection implements Runnable, AutoCloseable {
  private final IdleChannel channel;
  private final ShellSessions sessions;
  private final Supplier<ControlSettings> settings;
  private final AnswerStream answers;
  private final CommandReader reader;
  private volatile Optional<ShellSession> session = Optional.empty();

  ControlConnection(
      IdleChannel channel, ShellSessions sessions, Supplier<ControlSettings> settings) {
    this.channel = channel;
    this.sessions = sessions;
    this.settings = settings;
    this.answers = new AnswerStream(channel, this::interruptCommand);
    this.reader = new CommandReader(channel);
  }

  /** Converses until the client has enough, is silent for too long, or the socket is closed. */
  @Override
  public void run() {
    try (channel;
        ClientInput input = new ClientInput(this::awaitInput);
        ShellSession opened = sessions.open(input, answers)) {
      session = Optional.of(opened);
      converse(opened);
    } catch (IOException gone) {
      // The client went, was too slow, or the socket is closing: there is nobody left to tell.
    }
  }

  /** The client does not take the answer of a command: nobody needs it to go on. */
  private void interruptCommand() {
    session.ifPresent(ShellSession::close);
  }

  private void converse(ShellSession shell) throws IOException {
    while (true) {
      int limit = settings.get().lineLimit();
      switch (reader.next(limit)) {
        case CommandInput.End end -> {
          return;
        }
        case CommandInput.TooLong tooLong -> refuse("The line is longer than " + limit + " bytes.");
        case CommandInput.Line(String text) -> answer(shell, text);
      }
    }
  }

  /** What the client sends to the command that runs, which is not idle however long that takes. */
  private CommandInput awaitInput() throws IOException {
    answers.awaitsInput();
    channel.patient(true);
    try {
      return reader.next(settings.get().lineLimit());
    } finally {
      channel.patient(false);
    }
  }

  private void answer(ShellSession shell, String line) throws IOException {
    try {
      shell.execute(line);
    } catch (CommandFailed failed) {
      refuse(failed.getMessage());
      return;
    }
    answers.end(true);
  }

  /** Answers with a sentence and an error. */
  void refuse(String sentence) throws IOException {
    answers.write((sentence + "\n").getBytes(StandardCharsets.UTF_8));
    answers.end(false);
  }

  /** Hangs up; {@link #run} then comes to its end. Idempotent. */
  @Override
  public void close() {
    channel.close();
  }
}
