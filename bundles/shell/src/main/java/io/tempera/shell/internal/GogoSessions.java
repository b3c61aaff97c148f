package io.tempera.shell.internal;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;

/** Conversations with Gogo. */
final class GogoSessions implements ShellSessions {
  /** In which scopes a name without one is looked for: here, {@code help} is Tempera's. */
  private static final String SCOPES = Command.SCOPE + ":gogo:felix:*";

  private final CommandProcessor processor;

  GogoSessions(CommandProcessor processor) {
    this.processor = processor;
  }

  @Override
  public ShellSession open(InputStream input, OutputStream output) {
    PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
    CommandSession session = processor.createSession(input, out, out);
    session.put("SCOPE", SCOPES);
    return new GogoSession(session, out);
  }

  private record GogoSession(CommandSession session, PrintStream out) implements ShellSession {
    @Override
    public void execute(String line) {
      try {
        Object result = session.execute(line);
        if (result != null) {
          out.println(session.format(result, Converter.INSPECT));
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new CommandFailed("The command was interrupted.");
      } catch (CommandFailed failed) {
        throw failed;
      } catch (Exception thrown) {
        throw CommandFailed.of(Failure.of(FailureCategory.WRONG_STATE, thrown));
      }
      out.flush();
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
