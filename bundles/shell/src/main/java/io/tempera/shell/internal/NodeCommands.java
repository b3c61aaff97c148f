package io.tempera.shell.internal;

import java.util.List;
import java.util.function.Supplier;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands about the node as a whole, and the help. */
@Component(service = NodeCommands.class, immediate = true)
@GogoCommand(
    scope = Command.SCOPE,
    function = {"status", "help", "tempera"})
public final class NodeCommands {
  private final StatusReport report;
  private final Help help;

  /** Takes what is behind the commands. */
  @Activate
  public NodeCommands(@Reference ShellServices services, BundleContext context) {
    this(services, () -> OtherCommand.in(context));
  }

  /**
   * The same without OSGi.
   *
   * @param others the commands that other bundles bring, at the moment
   */
  NodeCommands(ShellServices services, Supplier<List<OtherCommand>> others) {
    report = services.get(StatusReport.class);
    help = new Help(others);
  }

  /** The node at a glance. */
  @Descriptor(Command.Summary.STATUS)
  public String status(String... arguments) {
    Command.STATUS.none(arguments);
    return report.text();
  }

  /** The commands, or one of them. */
  @Descriptor(Command.Summary.HELP)
  public String help(@Descriptor("[COMMAND]") String... arguments) {
    return help.text(List.of(arguments));
  }

  /** The same, for consoles that have a help of their own. */
  @Descriptor(Command.Summary.HELP)
  public String tempera(@Descriptor("[COMMAND]") String... arguments) {
    return help.text(List.of(arguments));
  }
}
