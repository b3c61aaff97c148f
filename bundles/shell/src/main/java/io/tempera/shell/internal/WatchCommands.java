package io.tempera.shell.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.bearer.Endpoint;
import io.tempera.mux.Direction;
import io.tempera.mux.ProtocolKey;
import java.io.PrintStream;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Process;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands that go on until a key is pressed. */
@Component(service = WatchCommands.class, immediate = true)
@GogoCommand(
    scope = Command.SCOPE,
    function = {"watch", "handover"})
public final class WatchCommands {
  private final Watches watches;
  private final Resolver resolver;

  /** Takes what is behind the commands. */
  @Activate
  public WatchCommands(@Reference ShellServices services, @Reference Watches watches) {
    this.watches = watches;
    this.resolver = services.get(Resolver.class);
  }

  /** Peers' changes as they happen. */
  @Descriptor(Command.Summary.WATCH)
  public String watch(CommandSession session, @Descriptor("[ADDRESS]") String... arguments) {
    Optional<String> whom = Command.WATCH.atMostOne(arguments).map(this::address);
    return watch(
        session, "Changes of " + whom.orElse("all peers"), new PeerChanges(whom.orElse("")));
  }

  /** Mini-protocols' changes of implementation as they happen. */
  @Descriptor(Command.Summary.HANDOVER)
  public String handover(CommandSession session, @Descriptor("[NUMBER]") String... arguments) {
    Optional<Integer> number =
        Command.HANDOVER.atMostOne(arguments).map(WatchCommands::miniProtocol);
    return watch(
        session,
        "Hand-overs of " + number.map(n -> "mini-protocol " + n).orElse("all mini-protocols"),
        new HandOverChanges(number));
  }

  private String watch(CommandSession session, String title, Watched watched) {
    PrintStream out = Process.Utils.current().out();
    out.println(SafeText.of(title) + " as they happen; a key ends this.");
    try (Keyboard keyboard = Keyboard.of(session)) {
      return "Watched; changes seen: " + watches.watch(watched, keyboard, out::println);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("You stopped watching.");
    }
  }

  private static int miniProtocol(String typed) {
    try {
      return new ProtocolKey(Integer.parseInt(typed), Direction.INITIATOR).number();
    } catch (IllegalArgumentException e) {
      throw Command.HANDOVER.misused(
          "a mini-protocol's number is 0 to " + ProtocolKey.MAX_NUMBER + ", not '" + typed + "'");
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
