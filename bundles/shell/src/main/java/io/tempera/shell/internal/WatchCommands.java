package io.tempera.shell.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.Endpoint;
import java.io.PrintStream;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Process;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command that goes on until a key is pressed. */
@Component(service = WatchCommands.class, immediate = true)
@GogoCommand(
    scope = Command.SCOPE,
    function = {"watch"})
public final class WatchCommands {
  private final Watches watches;
  private final Resolver resolver;

  /** Takes what is behind the command. */
  @Activate
  public WatchCommands(@Reference ShellServices services, @Reference Watches watches) {
    this.watches = watches;
    this.resolver = services.get(Resolver.class);
  }

  /** Peers' changes as they happen. */
  @Descriptor(Command.Summary.WATCH)
  public String watch(CommandSession session, @Descriptor("[ADDRESS]") String... arguments) {
    List<String> typed = Arguments.of(arguments);
    if (typed.size() > 1) {
      throw Command.WATCH.misused("at most one argument is needed, not " + typed.size());
    }
    String whom = typed.isEmpty() ? "" : address(typed.getFirst());
    PrintStream out = Process.Utils.current().out();
    out.println(
        "Changes of "
            + (typed.isEmpty() ? "all peers" : SafeText.of(whom))
            + " as they happen; a key ends this.");
    try (Keyboard keyboard = Keyboard.of(session)) {
      return "Watched; changes seen: " + watches.watch(whom, keyboard, out::println);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("You stopped watching.");
    }
  }

  /** As changes are told: a name is looked up, a port has no colon. */
  private String address(String typed) {
    if (typed.startsWith(":")) {
      return typed.substring(1);
    }
    try {
      return Endpoint.parse(typed) instanceof Endpoint.Host host
          ? ConnectionId.text(resolver.resolve(host))
          : typed;
    } catch (IllegalArgumentException hostOrPort) {
      return typed;
    }
  }
}
